// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** A whole picture: never more lines than the terminal has rows, none wider than it. */
public final class Frame {
    private final int columns;
    private final List<Line> lines;

    /** @param lines those that don't fit are left out */
    public Frame(int rows, int columns, List<Line> lines) {
        this.columns = columns;
        List<Line> fitting = new ArrayList<>(rows);
        for (Line line : lines.subList(0, Math.max(0, Math.min(rows, lines.size())))) {
            fitting.add(line.width() <= columns ? line : new Line(columns).add(line));
        }
        while (fitting.size() < rows) {
            fitting.add(new Line(columns));
        }
        this.lines = List.copyOf(fitting);
    }

    int columns() {
        return columns;
    }

    /** As many as the terminal has rows. */
    public List<Line> lines() {
        return lines;
    }

    /** Without styles, without blanks at the ends, each line ending in a newline. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.text().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
