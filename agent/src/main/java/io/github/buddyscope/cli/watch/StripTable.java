// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Grid;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ZoneSample;
import java.util.List;

/** A row for each zone, its orders as a strip of one character each: for small terminals. */
final class StripTable {
    private static final int NARROW = 64;

    private StripTable() {}

    /** A heading and a line for each zone. */
    static List<Line> lines(ZoneRows rows, Glyphs glyphs, int columns) {
        boolean narrow = columns < NARROW;
        int orders = rows.orders();
        Grid grid =
                new Grid(1).row().left(rows.headingInk(), rows.heading("zone")).right(Ink.HEADING, "free");
        grid.left(
                Ink.TITLE,
                orders < 2 ? "order" : "order 0" + glyphs.rule(1).repeat(Math.max(1, orders - 9)) + (orders - 1));
        grid.left(Ink.HEADING, "state").right(Ink.HEADING, narrow ? "" : "largest");
        for (ZoneSample zone : rows.shown()) {
            ZoneState state = ZoneState.of(zone.info());
            String name = narrow
                    ? zone.id().node() + " " + zone.id().zone()
                    : zone.id().toString();
            grid.row().left(Ink.PLAIN, name).right(Gauge.ink(state), rows.free(zone));
            grid.left(strip(zone.free(), orders)).left(Gauge.ink(state), ZoneRows.state(state));
            grid.right(Ink.PLAIN, narrow ? "" : rows.largest(zone));
        }
        return grid.lines(columns);
    }

    private static Line strip(FreeBlocks free, int orders) {
        Line line = new Line(orders);
        for (int order = 0; order < orders; order++) {
            if (order > free.largestOrder()) {
                line.add(Ink.ALARM, "-");
            } else {
                boolean none = free.count(order) == 0;
                line.add(none ? Ink.FAINT : Ink.GOOD, none ? "0" : "+");
            }
        }
        return line;
    }
}
