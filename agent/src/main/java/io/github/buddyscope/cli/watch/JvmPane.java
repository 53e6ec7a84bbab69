// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.watch.Trail.Worst;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.publish.text.ShortSizes;
import io.github.buddyscope.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** The watched JVM: its collections and its direct buffers. */
final class JvmPane {
    private static final int WIDE = 110;

    private final JvmView jvm;
    private final Glyphs glyphs;
    private final Axis axis;
    private final int columns;

    JvmPane(Scene scene, Glyphs glyphs, Axis axis, int columns) {
        this.axis = axis;
        this.jvm = scene.jvm();
        this.glyphs = glyphs;
        this.columns = columns;
    }

    /** @param brief one line instead of three */
    List<Line> lines(boolean brief) {
        List<Line> lines = new ArrayList<>();
        if (jvm == null) {
            return lines;
        }
        if (jvm.sample() == null || !brief) {
            lines.add(head());
        }
        if (jvm.sample() != null) {
            lines.add(collections(brief));
            if (!brief) {
                lines.add(direct());
            }
        }
        return lines;
    }

    private Line head() {
        JvmSample sample = jvm.sample();
        Line line = new Line(columns).add(Ink.TITLE, "JVM " + jvm.pid() + " ").add(jvm.name());
        if (!jvm.problem().isEmpty()) {
            return line.add("  ").add(Ink.WARNING, jvm.problem());
        }
        if (sample == null) {
            return line.add(Ink.FAINT, "  asking it");
        }
        line.add(sample.heapUsed() < 0 ? "" : glyphs.separator() + "heap " + ShortSizes.amount(sample.heapUsed()));
        line.add(sample.heapMax() < 0 ? "" : " of " + ShortSizes.amount(sample.heapMax()));
        JvmSample.Agent agent = sample.agent();
        String carries = agent != null
                ? "Buddyscope " + agent.version() + " in it"
                : jvm.carriesAgent() ? "Buddyscope in it" : "no agent in it";
        return line.add(
                        Ink.FAINT,
                        glyphs.separator() + carries + glyphs.separator() + sample.vm() + glyphs.separator() + "up ")
                .add(Ink.FAINT, Durations.of(sample.uptimeMillis() * 1_000));
    }

    private Line collections(boolean brief) {
        JvmSample sample = jvm.sample();
        Line line = new Line(columns).add(Ink.TITLE, brief ? "GC " : "GC      ");
        if (sample.pauses() < 0) {
            return line.add("- of the time, - pauses");
        }
        line.add(ink(jvm.gcShare()), Amounts.percent(jvm.gcShare()));
        line.add(" of the time, " + sample.pauses() + (sample.pauses() == 1 ? " pause" : " pauses"));
        JvmSample.Collector last = sample.last();
        if (last != null) {
            line.add(", last ").add(last.lastMillis() >= 200 ? Ink.WARNING : Ink.PLAIN, last.lastMillis() + " ms");
            if (!brief) {
                long ago = Math.max(0, sample.uptimeMillis() - last.lastEndMillis());
                line.add(" " + (ago < 1_000 ? "just now" : Durations.of(ago * 1_000) + " ago"));
                line.add(Ink.FAINT, columns < WIDE ? "" : ", " + last.name());
            }
        }
        return curve(line, jvm.gcShares(), 1, true);
    }

    private static Ink ink(double share) {
        return share >= 0.2 ? Ink.ALARM : share >= 0.05 ? Ink.WARNING : Ink.GOOD;
    }

    private Line direct() {
        JvmSample.Pool pool = jvm.sample().direct();
        JvmSample.Agent agent = jvm.sample().agent();
        Line line = new Line(columns).add(Ink.TITLE, "direct  ");
        if (pool.capacity() < 0) {
            return line.add(Ink.FAINT, jvm.lack());
        }
        line.add(ShortSizes.amount(pool.capacity()));
        double scale = 0;
        if (agent != null && agent.directLimit() != null) {
            line.add(" of " + ShortSizes.amount(agent.directLimit()));
            scale = agent.directLimit();
        }
        line.add(" in " + pool.count() + (pool.count() == 1 ? " buffer" : " buffers"));
        if (agent != null && agent.directPerSecond() != null) {
            line.add(", " + ShortSizes.amount(Math.round(agent.directPerSecond())) + "/s taken");
        }
        if (agent != null && agent.stallMillis() != null && agent.stallMillis() >= 1) {
            line.add(", stalled ").add(Ink.WARNING, Durations.of(Math.round(agent.stallMillis() * 1_000)));
        }
        JvmSample.Pool mapped = jvm.sample().mapped();
        if (mapped.capacity() > 0) {
            line.add(Ink.FAINT, ", mapped " + ShortSizes.amount(mapped.capacity()));
        }
        return curve(line, jvm.directUsed(), scale, false);
    }

    /** @param scale the value that fills the height; 0 for the largest seen */
    private Line curve(Line line, Trail trail, double scale, boolean root) {
        double full = scale > 0 ? scale : Math.max(1, trail.highest());
        axis.add(line, trail, Worst.HIGHEST, new Axis.Look() {
            @Override
            public double share(double value) {
                return root ? Math.sqrt(value / full) : value / full;
            }

            @Override
            public Ink ink(double value) {
                return root ? JvmPane.ink(value) : value / full > 0.9 && scale > 0 ? Ink.WARNING : Ink.NOTICE;
            }
        });
        return line;
    }
}
