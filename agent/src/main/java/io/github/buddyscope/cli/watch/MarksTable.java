// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Grid;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import java.util.List;

/** Free memory of each zone between its marks; the room behind is for curves. */
final class MarksTable {
    private MarksTable() {}

    /** A heading and a line for each zone. */
    static List<Line> lines(ZoneRows rows, Glyphs glyphs, int width) {
        boolean numbers = width >= 110;
        Gauge gauge = new Gauge(glyphs, width >= 100 ? 5 : width >= 76 ? 4 : 3);
        Grid grid = new Grid(1)
                .row()
                .left(rows.headingInk(), rows.heading("memory"))
                .right(Ink.HEADING, "free");
        grid.left(gauge.heading());
        if (numbers) {
            grid.right(Ink.HEADING, "min").right(Ink.HEADING, "low").right(Ink.HEADING, "high");
        }
        grid.left(Ink.HEADING, "state").right(Ink.HEADING, "largest");
        for (ZoneSample zone : rows.shown()) {
            ZoneInfo info = zone.info();
            ZoneState state = ZoneState.of(info);
            grid.row().left(Ink.PLAIN, zone.id().toString()).right(Gauge.ink(state), rows.free(zone));
            grid.left(gauge.of(info));
            if (numbers) {
                grid.right(
                        Ink.PLAIN,
                        rows.amount(info == null ? -1 : info.watermarks().min()));
                grid.right(
                        Ink.PLAIN,
                        rows.amount(info == null ? -1 : info.watermarks().low()));
                grid.right(
                        Ink.PLAIN,
                        rows.amount(info == null ? -1 : info.watermarks().high()));
            }
            grid.left(Gauge.ink(state), ZoneRows.state(state)).right(Ink.PLAIN, rows.largest(zone));
        }
        return grid.lines(width);
    }
}
