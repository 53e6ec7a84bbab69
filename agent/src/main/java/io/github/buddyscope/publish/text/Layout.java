// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.publish.text.Palette.Style;

/** Text for a terminal of so many columns: paragraphs with a hanging indent, and colour where it is wanted. */
public final class Layout {
    /** Where nobody says how wide it is, as in a file. */
    static final int WIDTH = 100;

    private final Palette palette;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    public Layout(Palette palette, int width) {
        this.palette = palette;
        this.width = width;
    }

    public int width() {
        return width;
    }

    public Layout line(Style style, String text) {
        return styled(style, text).end();
    }

    public Layout styled(Style style, String text) {
        out.append(palette.paint(style, text));
        return this;
    }

    public Layout end() {
        out.append('\n');
        return this;
    }

    /** {@link #paragraph} where there's a text. */
    public Layout paragraphIf(String first, String text) {
        return text.isEmpty() ? this : paragraph(first, text);
    }

    /** Words of {@code text} after {@code first}, each further line indented to the column where they began. */
    public Layout paragraph(String first, String text) {
        String indent = " ".repeat(first.length());
        int column = first.length();
        out.append(first);
        boolean begun = false;
        for (String word : text.split(" ")) {
            if (begun && column + 1 + word.length() > width) {
                out.append('\n').append(indent);
                column = indent.length();
                begun = false;
            }
            out.append(begun ? " " : "").append(word);
            column += word.length() + (begun ? 1 : 0);
            begun = true;
        }
        return end();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
