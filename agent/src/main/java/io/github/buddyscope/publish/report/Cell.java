// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

/**
 * A cell of a table.
 *
 * @param fragment where in the page it leads to, without the {@code #}; null where it leads nowhere
 * @param number whether it's a number, which stands to the right
 */
record Cell(String text, String fragment, boolean number) {
    static Cell text(String text) {
        return new Cell(text == null || text.isEmpty() ? Figures.UNKNOWN : text, null, false);
    }

    static Cell number(String text) {
        return new Cell(text, null, true);
    }

    static Cell number(long number) {
        return number(number < 0 ? Figures.UNKNOWN : Figures.grouped(number));
    }

    /** A moment of the charts. */
    static Cell moment(String text, String fragment) {
        return new Cell(text, fragment, false);
    }
}
