// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Frame;
import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.screen.Stty.Size;
import io.github.buddyscope.publish.text.ShortSizes;
import io.github.buddyscope.text.Durations;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the panes of a scene together so that they fit the terminal: the smaller it is, the less is said of each. */
public final class Picture {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String[][] FOOT = {
        {"q", "quit"}, {"space", "pause"}, {"?", "help"}, {"tab", "pane"}, {"s", "curve"}, {"+ -", "period"}
    };
    private static final int WIDE = 170;

    private final Glyphs glyphs;
    private final ZoneId zone;

    /** @param zone for times of day */
    public Picture(Glyphs glyphs, ZoneId zone) {
        this.glyphs = glyphs;
        this.zone = zone;
    }

    /** Never larger than {@code size}, whatever the scene holds. */
    public Frame of(Scene scene, Ui ui, Size size) {
        List<Line> lines = new ArrayList<>();
        lines.add(title(scene, ui, size.columns()));
        if (ui.help()) {
            lines.addAll(new HelpPane(scene, glyphs, size.columns()).lines(size.rows() - 1, ui.helpDown()));
        } else if (scene.reading() == null) {
            lines.add(Line.of(Ink.FAINT, "reading the host"));
        } else {
            panes(lines, scene, ui, size);
        }
        return new Frame(size.rows(), size.columns(), lines);
    }

    private void panes(List<Line> lines, Scene scene, Ui ui, Size size) {
        int columns = size.columns();
        int rows = size.rows();
        boolean low = rows < 18;
        boolean foot = rows >= 20;
        boolean all = rows >= 8;
        int jvm = !all || scene.jvm() == null ? 0 : low || scene.jvm().sample() == null ? 1 : 3;
        int pressure = !all ? 0 : low ? 1 : 2;
        ZonesPane zones = new ZonesPane(scene, ui, glyphs, columns);
        Plan plan = Plan.of(zones.zones(), rows - 1 - pressure - jvm - (foot ? 1 : 0), columns, jvm == 0 ? 2 : 3);
        gap(lines, plan.spaced);
        lines.addAll(zones.lines(plan.form, plan.most, plan.spaced));
        Axis axis = zones.axis();
        if (all) {
            gap(lines, plan.spaced);
            lines.addAll(new PressurePane(scene, axis, columns).lines(pressure));
            gap(lines, plan.spaced && jvm > 0);
            lines.addAll(new JvmPane(scene, glyphs, axis, columns).lines(low));
        }
        gap(lines, plan.spaced);
        int left = rows - lines.size() - (foot ? 1 : 0);
        if (left > 1) {
            lines.addAll(new EventsPane(scene, ui, glyphs, columns, zone).lines(left));
        }
        if (foot) {
            while (lines.size() < rows - 1) {
                lines.add(new Line(columns));
            }
            lines.add(foot(columns));
        }
    }

    private void gap(List<Line> lines, boolean spaced) {
        if (spaced) {
            lines.add(new Line(0));
        }
    }

    /** Which form the zones get: the richest that leaves enough room for what happens. */
    private record Plan(ZonesPane.Form form, boolean spaced, int most) {
        private static final int EVENTS = 7;
        private static final int LEAST_EVENTS = 4;

        /**
         * @param rows for zones, gaps and happenings
         * @param gaps blank lines between panes where they are spaced, without those among the zones
         */
        static Plan of(int zones, int rows, int columns, int gaps) {
            if (columns >= WIDE && 2 + zones + gaps + 1 + EVENTS <= rows) {
                return new Plan(ZonesPane.Form.WIDE, true, zones);
            }
            if (columns >= 60 && 3 + 2 * zones + gaps + 2 + EVENTS <= rows) {
                return new Plan(ZonesPane.Form.TWO_TABLES, true, zones);
            }
            if (columns >= WIDE && 2 + zones + LEAST_EVENTS <= rows) {
                return new Plan(ZonesPane.Form.WIDE, false, zones);
            }
            if (columns >= 60 && 3 + 2 * zones + LEAST_EVENTS <= rows) {
                return new Plan(ZonesPane.Form.TWO_TABLES, false, zones);
            }
            int most = Math.max(1, Math.min(zones, rows - 1 - Math.min(LEAST_EVENTS, Math.max(1, rows / 2))));
            return new Plan(ZonesPane.Form.STRIP, false, most);
        }
    }

    private Line title(Scene scene, Ui ui, int columns) {
        Line end = new Line(columns);
        if (ui.paused()) {
            end.add(Ink.REVERSE, " paused ").add(" ");
        }
        end.add(LocalTime.ofInstant(scene.time(), zone).format(CLOCK));
        end.add(Ink.FAINT, " every " + Durations.of(ui.periodMillis() * 1_000));
        String page = scene.reading() == null
                ? ""
                : glyphs.separator() + "pages of "
                        + ShortSizes.block(scene.reading().pageSize(), 0);
        int room = columns - end.width() - 1;
        String whole = scene.title() + page;
        int host = scene.title().indexOf(' '); // the rest is the kernel's
        String fits = "buddyscope  ".length() + whole.length() <= room || host < 0
                ? whole
                : scene.title().substring(0, host);
        return new Line(columns)
                .add(new Line(room).add(Ink.TITLE, "buddyscope").add("  " + fits))
                .end(end);
    }

    private Line foot(int columns) {
        Line line = new Line(columns);
        for (String[] key : FOOT) {
            line.add(Ink.NOTICE, key[0]).add(Ink.FAINT, " " + key[1] + "   ");
        }
        return line;
    }
}
