// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

/** The characters that pictures are made of: blocks and lines where the terminal has them, ASCII elsewhere. */
public enum Glyphs {
    BLOCKS("▁▂▃▄▅▆▇", '━', '─', '┃', '─', '…', "·"),
    ASCII("123456789", '=', '-', '|', '-', '~', "-");

    /** Never as high as the line, or the curves of two lines would run into one. */
    private final String levels;

    private final char full;
    private final char empty;
    private final char mark;
    private final char rule;
    private final char cut;
    private final String separator;

    Glyphs(String levels, char full, char empty, char mark, char rule, char cut, String separator) {
        this.levels = levels;
        this.full = full;
        this.empty = empty;
        this.mark = mark;
        this.rule = rule;
        this.cut = cut;
        this.separator = separator;
    }

    /** @param share 0 to 1, what lies outside is taken for the nearer end */
    public char level(double share) {
        int highest = levels.length() - 1;
        return levels.charAt((int) Math.round(Math.max(0, Math.min(1, share)) * highest));
    }

    /** The part of a gauge that is reached. */
    public char full() {
        return full;
    }

    /** The part of a gauge that isn't. */
    public char empty() {
        return empty;
    }

    /** A mark on a gauge. */
    public char mark() {
        return mark;
    }

    /** A line between two panes, {@code columns} long. */
    public String rule(int columns) {
        return String.valueOf(rule).repeat(Math.max(0, columns));
    }

    /** Stands at the end of a text that goes on. */
    public String cut() {
        return String.valueOf(cut);
    }

    /** Between two facts of a heading, with blanks around. */
    public String separator() {
        return " " + separator + " ";
    }
}
