// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.model.ZoneSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The zones: free blocks by order, and free memory between its marks with a curve over the last minutes. */
final class ZonesPane {
    /** How much is shown of each zone. */
    enum Form {
        /** Two tables: blocks by order, then marks. */
        TWO_TABLES,
        /** Both side by side. */
        WIDE,
        /** A row each, the orders as a strip of one character each. */
        STRIP
    }

    private final Scene scene;
    private final Ui ui;
    private final Glyphs glyphs;
    private final int columns;
    private final List<ZoneSample> zones;
    private final int orders;
    private final long pageSize;
    private int axisColumn;

    ZonesPane(Scene scene, Ui ui, Glyphs glyphs, int columns) {
        this.scene = scene;
        this.ui = ui;
        this.glyphs = glyphs;
        this.columns = columns;
        this.zones = scene.reading() == null ? List.of() : scene.reading().now().zones();
        this.pageSize = scene.reading() == null ? 0 : scene.reading().pageSize();
        int most = 0;
        for (ZoneSample zone : zones) {
            most = Math.max(most, zone.free().orders());
        }
        this.orders = most;
    }

    int zones() {
        return zones.size();
    }

    /** @param most zones that there is room for */
    List<Line> lines(Form form, int most, boolean spaced) {
        ZoneRows rows = new ZoneRows(shown(most), zones.size(), ui.focus() == Ui.Focus.ZONES, orders, pageSize);
        List<Line> lines = new ArrayList<>();
        if (form == Form.STRIP) {
            lines.addAll(withCurves(rows.shown(), StripTable.lines(rows, glyphs, columns), columns));
        } else if (form == Form.WIDE) {
            lines.addAll(sideBySide(rows));
        } else {
            lines.addAll(BlocksTable.lines(rows, columns));
            if (spaced) {
                lines.add(new Line(columns));
            }
            lines.addAll(marks(rows, columns));
        }
        return lines;
    }

    /** The axis of the curves, for those of other panes; where it begins is known once the zones are drawn. */
    Axis axis() {
        return new Axis(glyphs, scene.reading().now().nanos(), scene.periodNanos(), axisColumn, columns);
    }

    /** Where not all have room, those with most memory come first. */
    private List<ZoneSample> shown(int most) {
        if (zones.size() <= most) {
            return zones;
        }
        List<ZoneSample> sorted = new ArrayList<>(zones);
        sorted.sort(Comparator.comparingLong(ZonesPane::size).reversed());
        int from = Math.max(0, Math.min(ui.zonesDown(), sorted.size() - most));
        return sorted.subList(from, Math.min(sorted.size(), from + Math.max(1, most)));
    }

    private static long size(ZoneSample zone) {
        return zone.info() == null
                ? zone.free().pages()
                : Math.max(zone.info().managed(), zone.info().present());
    }

    /** The curve takes the room that is left. */
    private List<Line> withCurves(List<ZoneSample> shown, List<Line> lines, int width) {
        int used = 0;
        for (Line line : lines) {
            used = Math.max(used, line.width());
        }
        Axis axis = new Axis(glyphs, scene.reading().now().nanos(), scene.periodNanos(), used + 2, width);
        axis.title(lines.get(0), ui.curve().title());
        for (int i = 0; i < shown.size(); i++) {
            Trail trail = trail(shown.get(i));
            if (trail != null) {
                axis.add(lines.get(i + 1), trail, ui.curve(), orders);
            }
        }
        axisColumn = used + 2;
        return lines;
    }

    private Trail trail(ZoneSample zone) {
        return scene.curves().containsKey(zone.id())
                ? scene.curves().get(zone.id()).get(ui.curve())
                : null;
    }

    private List<Line> sideBySide(ZoneRows rows) {
        int left = Math.min(columns / 2, BlocksTable.label(rows) + orders * BlocksTable.WIDEST);
        List<Line> blocks = BlocksTable.lines(rows, left);
        List<Line> marks = new ArrayList<>(marks(rows, columns - left - 3));
        axisColumn += left + 3;
        marks.add(0, new Line(0));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            lines.add(new Line(columns).add(blocks.get(i)).to(left + 3).add(marks.get(i)));
        }
        return lines;
    }

    private List<Line> marks(ZoneRows rows, int width) {
        return withCurves(rows.shown(), MarksTable.lines(rows, glyphs, width), width);
    }
}
