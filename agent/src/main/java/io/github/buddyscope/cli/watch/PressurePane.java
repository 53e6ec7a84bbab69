// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.watch.Trail.Worst;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.text.Durations;
import java.util.List;

/** How hard the host works for memory: time waited (PSI), and what allocating tasks had to do themselves. */
final class PressurePane {
    private final Scene scene;
    private final Axis axis;
    private final int columns;

    PressurePane(Scene scene, Axis axis, int columns) {
        this.scene = scene;
        this.axis = axis;
        this.columns = columns;
    }

    /** @param most 1 or 2 */
    List<Line> lines(int most) {
        return most == 1 ? List.of(brief()) : List.of(waits(), rates());
    }

    private Line waits() {
        HostReading reading = scene.reading();
        Line line = new Line(columns).add(Ink.TITLE, "waiting for memory  ");
        share(line, "some ", reading.someStalled(), 0.01, 0.1);
        share(line.add("  "), "all ", reading.allStalled(), 0.01, 0.05);
        axis.add(line, scene.someStalled(), Worst.HIGHEST, new Axis.Look() {
            @Override
            public double share(double value) {
                return Math.sqrt(value); // small shares matter most
            }

            @Override
            public Ink ink(double value) {
                return PressurePane.ink(value, 0.01, 0.1);
            }
        });
        return line;
    }

    private static void share(Line line, String name, double share, double warning, double alarm) {
        String percent = Amounts.percent(share);
        line.add(name).add(ink(share, warning, alarm), " ".repeat(Math.max(0, 6 - percent.length())) + percent);
    }

    private static Ink ink(double share, double warning, double alarm) {
        return share >= alarm ? Ink.ALARM : share >= warning ? Ink.WARNING : Ink.GOOD;
    }

    private Line rates() {
        Line line = new Line(columns).add(Ink.TITLE, "a second  ");
        rate(line, "direct reclaim ", HostCounter.DIRECT_RECLAIMS, Ink.WARNING);
        rate(line, "  compaction ", HostCounter.DIRECT_COMPACTIONS, Ink.WARNING);
        rate(line, " failed ", HostCounter.COMPACTIONS_FAILED, Ink.WARNING);
        rate(line, "  kswapd ", HostCounter.KSWAPD_RUNS, Ink.NOTICE);
        rate(line, "  OOM kill ", HostCounter.OOM_KILLS, Ink.ALARM);
        Line huge = new Line(columns);
        rate(huge, "  small for huge page ", HostCounter.HUGE_PAGE_FALLBACKS, Ink.NOTICE);
        if (line.width() + huge.width() <= columns) {
            line.add(huge);
        }
        Line stalls = stalls();
        return line.width() + stalls.width() <= columns ? line.add(stalls) : line;
    }

    private Line stalls() {
        TraceDigest.Totals stalls = scene.stalls();
        Line line = new Line(columns);
        return stalls == null
                ? line
                : line.add("  traced stalls ")
                        .add(
                                stalls.stalls() > 0 ? Ink.WARNING : Ink.GOOD,
                                stalls.stalls() == 0 ? "0" : Durations.of(stalls.nanos() / 1_000));
    }

    private Line brief() {
        Line line = new Line(columns).add(Ink.TITLE, "waits ");
        line.add(
                ink(scene.reading().someStalled(), 0.01, 0.1),
                Amounts.percent(scene.reading().someStalled()));
        rate(line, " reclaim ", HostCounter.DIRECT_RECLAIMS, Ink.WARNING);
        rate(line, "/s compact ", HostCounter.DIRECT_COMPACTIONS, Ink.WARNING);
        return line.add("/s");
    }

    private void rate(Line line, String name, HostCounter counter, Ink some) {
        HostReading reading = scene.reading();
        long delta = counter.delta(reading);
        line.add(name).add(delta > 0 ? some : Ink.GOOD, Amounts.rate(delta, reading.periodNanos()));
    }
}
