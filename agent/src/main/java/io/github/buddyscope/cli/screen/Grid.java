// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under one another; the first row tells how many. */
public final class Grid {
    /** @param left whether it stands at the left of its column */
    private record Cell(Line text, boolean left) {}

    private final List<List<Cell>> rows = new ArrayList<>();
    private final int gap;

    /** @param gap blanks between columns */
    public Grid(int gap) {
        this.gap = gap;
    }

    public Grid row() {
        rows.add(new ArrayList<>());
        return this;
    }

    public Grid left(Ink ink, String text) {
        return cell(Line.of(ink, text), true);
    }

    public Grid right(Ink ink, String text) {
        return cell(Line.of(ink, text), false);
    }

    public Grid left(Line text) {
        return cell(text, true);
    }

    private Grid cell(Line text, boolean left) {
        rows.get(rows.size() - 1).add(new Cell(text, left));
        return this;
    }

    /** @param columns that a line may take */
    public List<Line> lines(int columns) {
        int[] widths = widths();
        List<Line> lines = new ArrayList<>(rows.size());
        for (List<Cell> row : rows) {
            Line line = new Line(columns);
            int at = 0;
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                line.to(cell.left ? at : at + widths[i] - cell.text.width()).add(cell.text);
                at += widths[i] + gap;
            }
            lines.add(line);
        }
        return lines;
    }

    private int[] widths() {
        int most = 0;
        for (List<Cell> row : rows) {
            most = Math.max(most, row.size());
        }
        int[] widths = new int[most];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).text.width());
            }
        }
        return widths;
    }
}
