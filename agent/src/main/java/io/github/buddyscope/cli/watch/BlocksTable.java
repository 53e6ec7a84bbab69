// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.text.ShortSizes;
import java.util.ArrayList;
import java.util.List;

/** Free blocks by order, exhausted orders marked. */
final class BlocksTable {
    /** Columns of a count and its blank. */
    static final int WIDEST = 8;

    private static final String SIZES = "block size";

    private BlocksTable() {}

    /** A heading, the block sizes, and a line for each zone. */
    static List<Line> lines(ZoneRows rows, int width) {
        int orders = rows.orders();
        int label = label(rows);
        int column = Math.max(4, Math.min(WIDEST, orders == 0 ? 4 : (width - label) / orders));
        List<Line> lines = new ArrayList<>();
        Line numbers = new Line(width).add(rows.headingInk(), rows.heading("order"));
        Line sizes = new Line(width).add(Ink.FAINT, SIZES);
        for (int order = 0; order < orders; order++) {
            right(numbers, label + (order + 1) * column, Ink.HEADING, Integer.toString(order));
            right(sizes, label + (order + 1) * column, Ink.FAINT, ShortSizes.block(rows.pageSize(), order));
        }
        lines.add(numbers);
        lines.add(sizes);
        for (ZoneSample zone : rows.shown()) {
            Line line = new Line(width).add(zone.id().toString());
            for (int order = 0; order < orders; order++) {
                int end = label + (order + 1) * column;
                if (order > zone.free().largestOrder()) {
                    right(line, end, Ink.ALARM, "-");
                } else {
                    long count = zone.free().count(order);
                    right(line, end, count == 0 ? Ink.FAINT : Ink.PLAIN, Amounts.count(count, column - 1));
                }
            }
            lines.add(line);
        }
        return lines;
    }

    private static void right(Line line, int end, Ink ink, String text) {
        line.to(Math.max(line.width() + (line.width() == 0 ? 0 : 1), end - text.length()))
                .add(ink, text);
    }

    /** Columns of the first column. */
    static int label(ZoneRows rows) {
        int label = SIZES.length();
        for (ZoneSample zone : rows.shown()) {
            label = Math.max(label, zone.id().toString().length());
        }
        return label;
    }
}
