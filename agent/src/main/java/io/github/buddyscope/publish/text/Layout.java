// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

/** Text for a terminal of 100 columns: paragraphs with a hanging indent, and colour where it is wanted. */
final class Layout {
    static final int WIDTH = 100;

    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    Layout(boolean colour) {
        this.colour = colour;
    }

    /** A style of a terminal (ECMA-48, SGR). */
    enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        FAINT("\u001b[2m"),
        ALARM("\u001b[1;31m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    Layout line(Style style, String text) {
        return styled(style, text).end();
    }

    Layout styled(Style style, String text) {
        boolean coded = colour && style != Style.PLAIN;
        out.append(coded ? style.code : "").append(text).append(coded ? "\u001b[0m" : "");
        return this;
    }

    Layout end() {
        out.append('\n');
        return this;
    }

    /** Words of {@code text} after {@code first}, each further line indented to the column where they began. */
    Layout paragraph(String first, String text) {
        String indent = " ".repeat(first.length());
        int column = first.length();
        out.append(first);
        boolean begun = false;
        for (String word : text.split(" ")) {
            if (begun && column + 1 + word.length() > WIDTH) {
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
