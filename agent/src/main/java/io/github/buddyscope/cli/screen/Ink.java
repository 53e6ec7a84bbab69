// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

/** What is said with emphasis (ECMA-48, SGR). Every text must say the same without it. */
public enum Ink {
    PLAIN("", ""),
    /** Names a pane or a row. */
    TITLE("1;36", "1"),
    /** Names a column. */
    HEADING("1", "1"),
    FAINT("2", "2"),
    GOOD("32", ""),
    NOTICE("35", ""),
    WARNING("33", "1"),
    ALARM("1;31", "1"),
    /** Something that holds for the whole picture: paused, a pane that has the keys. */
    REVERSE("7", "7");

    private final String colour;
    private final String mono;

    Ink(String colour, String mono) {
        this.colour = colour;
        this.mono = mono;
    }

    /** Parameters of SGR; "" for none. Without colours, weight alone speaks. */
    String parameters(boolean colours) {
        return colours ? colour : mono;
    }
}
