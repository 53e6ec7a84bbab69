// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

/** How emphasis looks: colours on a terminal (ECMA-48, SGR), nothing elsewhere. Every text must say the same without it. */
public enum Palette {
    PLAIN,
    COLOUR;

    /** What is said with a colour. */
    public enum Style {
        NONE(""),
        HEADING("\u001b[1m"),
        FAINT("\u001b[2m"),
        WARNING("\u001b[33m"),
        ALARM("\u001b[1;31m");

        private final String begin;

        Style(String begin) {
            this.begin = begin;
        }
    }

    private static final String END = "\u001b[0m";

    /** {@code text} in the style. */
    public String paint(Style style, String text) {
        return this == PLAIN || style == Style.NONE || text.isEmpty() ? text : style.begin + text + END;
    }
}
