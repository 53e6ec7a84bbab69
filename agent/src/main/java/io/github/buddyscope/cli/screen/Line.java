// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of styled text that never gets wider than it may, whatever is added: what doesn't fit is cut. What could steer a
 * terminal becomes something to be seen. For one thread.
 */
public final class Line {
    /** A stretch of one style. */
    record Span(String text, Ink ink) {}

    private final List<Span> spans = new ArrayList<>();
    private final int limit;
    private int width;

    /** @param limit columns at most */
    public Line(int limit) {
        this.limit = Math.max(0, limit);
    }

    /** Of one text, without a limit of its own. */
    public static Line of(Ink ink, String text) {
        return new Line(Integer.MAX_VALUE).add(ink, text);
    }

    public Line add(Ink ink, String text) {
        String fits = CellWidth.cut(SafeText.line(text), limit - width);
        if (!fits.isEmpty()) {
            put(fits, ink);
        }
        return this;
    }

    public Line add(String text) {
        return add(Ink.PLAIN, text);
    }

    /** All of another line. */
    public Line add(Line other) {
        for (Span span : other.spans) {
            add(span.ink, span.text);
        }
        return this;
    }

    /** Blanks up to {@code column}, counted from 0; nothing where it's wider already. */
    public Line to(int column) {
        int blanks = Math.min(column, limit) - width;
        return blanks > 0 ? add(Ink.PLAIN, " ".repeat(blanks)) : this;
    }

    /** The other at the right end, where at least a blank fits between. */
    public Line end(Line other) {
        return limit - width > other.width ? to(limit - other.width).add(other) : this;
    }

    private void put(String text, Ink ink) {
        width += CellWidth.of(text);
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).ink == ink) {
            spans.set(last, new Span(spans.get(last).text + text, ink));
        } else {
            spans.add(new Span(text, ink));
        }
    }

    /** Columns taken. */
    public int width() {
        return width;
    }

    List<Span> spans() {
        return spans;
    }

    /** Without styles. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            text.append(span.text);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line that && spans.equals(that.spans);
    }

    @Override
    public int hashCode() {
        return spans.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
