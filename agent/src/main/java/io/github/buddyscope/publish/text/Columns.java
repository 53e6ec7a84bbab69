// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.publish.text.Palette.Style;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells under one another: the first column to the left, the others to the right, a last one maybe left. */
final class Columns {
    private final List<List<Cell>> rows = new ArrayList<>();
    private final boolean lastToTheLeft;

    Columns(boolean lastToTheLeft) {
        this.lastToTheLeft = lastToTheLeft;
    }

    record Cell(String text, Style style) {}

    /** Begins a row. */
    Columns row(String first, Style style) {
        rows.add(new ArrayList<>());
        return cell(first, style);
    }

    Columns cell(String text, Style style) {
        rows.get(rows.size() - 1).add(new Cell(text, style));
        return this;
    }

    /** Characters of a line at the least. */
    int width() {
        return width(widths());
    }

    private static int width(int[] widths) {
        int width = widths.length - 1;
        for (int column : widths) {
            width += column;
        }
        return width;
    }

    /** Appends all rows; narrow columns are widened, evenly, as far as a line of {@code limit} characters lets them. */
    void appendTo(StringBuilder out, Palette palette, int limit) {
        int[] widths = widths();
        int widest = 0;
        for (int i = 1; i < widths.length - (lastToTheLeft ? 1 : 0); i++) {
            widest = Math.max(widest, widths[i]);
        }
        for (int least = 2; least <= widest + 1; least++) {
            int[] wider = atLeast(least, widths);
            if (width(wider) > limit) {
                break;
            }
            widths = wider;
        }
        for (List<Cell> row : rows) {
            append(out, palette, row, widths);
        }
    }

    private int[] atLeast(int least, int[] widths) {
        int[] wider = widths.clone();
        for (int i = 1; i < wider.length - (lastToTheLeft ? 1 : 0); i++) {
            wider[i] = Math.max(wider[i], least);
        }
        return wider;
    }

    private void append(StringBuilder out, Palette palette, List<Cell> row, int[] widths) {
        int blanks = 0;
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            int padding = widths[i] - cell.text().length();
            boolean left = i == 0 || lastToTheLeft && i == widths.length - 1;
            blanks += (i == 0 ? 0 : 1) + (left ? 0 : padding);
            if (!cell.text().isEmpty()) {
                out.append(" ".repeat(blanks)).append(palette.paint(cell.style(), cell.text()));
                blanks = 0;
            }
            blanks += left ? padding : 0;
        }
        out.append('\n');
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }
}
