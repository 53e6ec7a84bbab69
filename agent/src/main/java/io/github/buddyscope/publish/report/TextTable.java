// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Layout;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.List;

/** A table in a terminal: columns where they fit, a paragraph a row where they don't. */
final class TextTable {
    private static final int GAP = 2;

    private TextTable() {}

    static void write(Layout layout, Table table) {
        layout.end().line(Style.HEADING, table.title());
        if (table.rows().isEmpty()) {
            layout.paragraph("  ", table.instead());
            return;
        }
        int[] widths = widths(table);
        if (sum(widths) <= layout.width()) {
            columns(layout, table, widths);
        } else {
            paragraphs(layout, table);
        }
        layout.paragraphIf("  ", table.foot());
    }

    private static int[] widths(Table table) {
        int[] widths = new int[table.columns().size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = table.columns().get(i).length();
            for (List<Cell> row : table.rows()) {
                widths[i] = Math.max(widths[i], line(row.get(i)).length());
            }
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width + GAP;
        }
        return sum;
    }

    private static void columns(Layout layout, Table table, int[] widths) {
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean right = table.rows().get(0).get(i).number();
            append(head, table.columns().get(i), widths[i], right);
        }
        layout.line(Style.FAINT, head.toString().stripTrailing());
        for (List<Cell> row : table.rows()) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                append(line, line(row.get(i)), widths[i], row.get(i).number());
            }
            layout.line(Style.NONE, line.toString().stripTrailing());
        }
    }

    private static void append(StringBuilder line, String text, int width, boolean right) {
        String padding = " ".repeat(width - text.length());
        line.append(" ".repeat(GAP)).append(right ? padding : "").append(text).append(right ? "" : padding);
    }

    private static void paragraphs(Layout layout, Table table) {
        for (List<Cell> row : table.rows()) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).text().equals(Figures.UNKNOWN)) {
                    words.append(words.isEmpty() ? "" : "; ")
                            .append(table.columns().get(i))
                            .append(": ");
                    words.append(line(row.get(i)));
                }
            }
            layout.paragraph("  - ", words.toString());
        }
    }

    private static String line(Cell cell) {
        return SafeText.line(cell.text());
    }
}
