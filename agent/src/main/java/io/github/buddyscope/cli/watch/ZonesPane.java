// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Grid;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.text.ShortSizes;
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

    private static final int WIDEST_COUNT = 7;
    private static final int NARROW = 64;

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
        List<ZoneSample> shown = shown(most);
        List<Line> lines = new ArrayList<>();
        if (form == Form.STRIP) {
            lines.addAll(strips(shown));
        } else if (form == Form.WIDE) {
            lines.addAll(sideBySide(shown));
        } else {
            lines.addAll(blocks(shown, columns));
            if (spaced) {
                lines.add(new Line(columns));
            }
            lines.addAll(marks(shown, columns));
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

    private String first(List<ZoneSample> shown, String heading) {
        return shown.size() == zones.size() ? heading : shown.size() + " of " + zones.size();
    }

    private Ink headingInk(List<ZoneSample> shown) {
        return ui.focus() == Ui.Focus.ZONES && shown.size() < zones.size() ? Ink.REVERSE : Ink.TITLE;
    }

    private List<Line> blocks(List<ZoneSample> shown, int width) {
        int label = label(shown);
        int column = Math.max(4, Math.min(WIDEST_COUNT + 1, orders == 0 ? 4 : (width - label) / orders));
        List<Line> lines = new ArrayList<>();
        Line numbers = new Line(width).add(headingInk(shown), first(shown, "order"));
        Line sizes = new Line(width).add(Ink.FAINT, "block size");
        for (int order = 0; order < orders; order++) {
            right(numbers, label + (order + 1) * column, Ink.HEADING, Integer.toString(order));
            right(sizes, label + (order + 1) * column, Ink.FAINT, ShortSizes.block(pageSize, order));
        }
        lines.add(numbers);
        lines.add(sizes);
        for (ZoneSample zone : shown) {
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

    private static int label(List<ZoneSample> shown) {
        int label = "block size".length();
        for (ZoneSample zone : shown) {
            label = Math.max(label, zone.id().toString().length());
        }
        return label;
    }

    private List<Line> marks(List<ZoneSample> shown, int width) {
        boolean numbers = width >= 110;
        Gauge gauge = new Gauge(glyphs, width >= 100 ? 5 : width >= 76 ? 4 : 3);
        Grid grid = new Grid(1)
                .row()
                .left(headingInk(shown), first(shown, "memory"))
                .right(Ink.HEADING, "free");
        grid.left(gauge.heading());
        if (numbers) {
            grid.right(Ink.HEADING, "min").right(Ink.HEADING, "low").right(Ink.HEADING, "high");
        }
        grid.left(Ink.HEADING, "state").right(Ink.HEADING, "largest");
        for (ZoneSample zone : shown) {
            ZoneInfo info = zone.info();
            ZoneState state = ZoneState.of(info);
            grid.row().left(Ink.PLAIN, zone.id().toString()).right(Gauge.ink(state), padded(free(zone)));
            grid.left(gauge.of(info));
            if (numbers) {
                grid.right(
                        Ink.PLAIN,
                        padded(amount(info == null ? -1 : info.watermarks().min())));
                grid.right(
                        Ink.PLAIN,
                        padded(amount(info == null ? -1 : info.watermarks().low())));
                grid.right(
                        Ink.PLAIN,
                        padded(amount(info == null ? -1 : info.watermarks().high())));
            }
            grid.left(Gauge.ink(state), (state.words() + "          ").substring(0, 10));
            grid.right(Ink.PLAIN, largest(zone));
        }
        return withCurves(shown, grid.lines(width), width);
    }

    private static String padded(String amount) {
        return " ".repeat(Math.max(0, 5 - amount.length())) + amount;
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

    private List<Line> sideBySide(List<ZoneSample> shown) {
        int left = Math.min(columns / 2, label(shown) + orders * (WIDEST_COUNT + 1));
        List<Line> blocks = blocks(shown, left);
        List<Line> marks = new ArrayList<>(marks(shown, columns - left - 3));
        axisColumn += left + 3;
        marks.add(0, new Line(0));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            lines.add(new Line(columns).add(blocks.get(i)).to(left + 3).add(marks.get(i)));
        }
        return lines;
    }

    private List<Line> strips(List<ZoneSample> shown) {
        boolean narrow = columns < NARROW;
        Grid grid =
                new Grid(1).row().left(headingInk(shown), first(shown, "zone")).right(Ink.HEADING, "free");
        grid.left(
                Ink.TITLE,
                orders < 2 ? "order" : "order 0" + glyphs.rule(1).repeat(Math.max(1, orders - 9)) + (orders - 1));
        grid.left(Ink.HEADING, "state").right(Ink.HEADING, narrow ? "" : "largest");
        for (ZoneSample zone : shown) {
            ZoneState state = ZoneState.of(zone.info());
            String name = narrow
                    ? zone.id().node() + " " + zone.id().zone()
                    : zone.id().toString();
            grid.row().left(Ink.PLAIN, name).right(Gauge.ink(state), padded(free(zone)));
            grid.left(strip(zone.free())).left(Gauge.ink(state), (state.words() + "          ").substring(0, 10));
            grid.right(Ink.PLAIN, narrow ? "" : largest(zone));
        }
        return withCurves(shown, grid.lines(columns), columns);
    }

    private Line strip(FreeBlocks free) {
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

    private String free(ZoneSample zone) {
        ZoneInfo info = zone.info();
        return amount(info == null || info.free() < 0 ? zone.free().pages() : info.free());
    }

    private String largest(ZoneSample zone) {
        int order = zone.free().largestOrder();
        return order < 0 ? "none" : ShortSizes.block(pageSize, order);
    }

    private String amount(long pages) {
        return ShortSizes.amount(Pages.toBytes(pages, pageSize));
    }
}
