// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.util.List;

/**
 * Turns a picture into what the terminal must be sent, given the one that it shows. Every change is put at its own place,
 * so that a character that takes other room than was thought can spoil its own line at most, and nothing else.
 */
final class FrameWriter {
    private static final String BEGIN = "\u001b[?2026h"; // the terminal shows the whole update at once
    private static final String END = "\u001b[?2026l";
    private static final int GAP = 8; // so many unchanged columns are cheaper than going past them

    private final boolean colours;

    FrameWriter(boolean colours) {
        this.colours = colours;
    }

    /**
     * What turns {@code shown} into {@code next}; "" where they are the same.
     *
     * @param shown null where the terminal is empty
     */
    String update(Frame shown, Frame next) {
        StringBuilder out = new StringBuilder(BEGIN);
        if (shown == null) {
            out.append("\u001b[H\u001b[2J");
        }
        for (int row = 0; row < next.lines().size(); row++) {
            Line line = next.lines().get(row);
            Line before = shown == null ? new Line(0) : shown.lines().get(row);
            if (!line.equals(before)) {
                line(out, row, before, line, next.columns());
            }
        }
        return out.length() == BEGIN.length() ? "" : out.append(END).toString();
    }

    private void line(StringBuilder out, int row, Line before, Line line, int columns) {
        Cells old = Cells.of(before);
        Cells cells = Cells.of(line);
        if (old == null || cells == null) {
            at(out, row, 0);
            for (Line.Span span : line.spans()) {
                paint(out, span.ink(), span.text());
            }
            out.append(line.width() < columns ? "\u001b[K" : "");
            return;
        }
        int to = 0;
        for (int from = cells.differs(old, 0); from < cells.length(); from = cells.differs(old, to)) {
            to = cells.same(old, from, GAP);
            at(out, row, from);
            paint(out, cells, from, to);
        }
        if (cells.length() < old.length()) {
            at(out, row, cells.length());
            out.append("\u001b[K");
        }
    }

    private static void at(StringBuilder out, int row, int column) {
        out.append("\u001b[").append(row + 1).append(';').append(column + 1).append('H');
    }

    private void paint(StringBuilder out, Cells cells, int from, int to) {
        int begin = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || cells.ink(i) != cells.ink(begin)) {
                paint(out, cells.ink(begin), cells.text(begin, i));
                begin = i;
            }
        }
    }

    private void paint(StringBuilder out, Ink ink, String text) {
        String parameters = ink.parameters(colours);
        if (parameters.isEmpty()) {
            out.append(text);
        } else {
            out.append("\u001b[").append(parameters).append('m').append(text).append("\u001b[m");
        }
    }

    /** A line taken apart into columns; only where each character surely takes one. */
    private record Cells(String text, Ink[] inks) {
        static Cells of(Line line) {
            String text = line.text();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= 0x7f && (c < 0x2500 || c > 0x259f)) { // box drawing and blocks
                    return null;
                }
            }
            Ink[] inks = new Ink[text.length()];
            int at = 0;
            List<Line.Span> spans = line.spans();
            for (Line.Span span : spans) {
                for (int i = 0; i < span.text().length(); i++) {
                    inks[at++] = span.ink();
                }
            }
            return new Cells(text, inks);
        }

        int length() {
            return inks.length;
        }

        Ink ink(int at) {
            return inks[at];
        }

        String text(int from, int to) {
            return text.substring(from, to);
        }

        private boolean equal(Cells old, int at) {
            return at < old.length() && text.charAt(at) == old.text.charAt(at) && inks[at] == old.inks[at];
        }

        /** The first from there on that isn't as before. */
        int differs(Cells old, int from) {
            int at = from;
            while (at < length() && equal(old, at)) {
                at++;
            }
            return at;
        }

        /** Where at least {@code gap} begin that are as before, or the end. */
        int same(Cells old, int from, int gap) {
            int run = 0;
            for (int at = from; at < length(); at++) {
                run = equal(old, at) ? run + 1 : 0;
                if (run == gap) {
                    return at - gap + 1;
                }
            }
            return length() - run;
        }
    }
}
