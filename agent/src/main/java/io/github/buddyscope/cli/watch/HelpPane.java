// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.model.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys, what the marks mean, and each source with what would grant it. */
final class HelpPane {
    private static final String[][] KEYS = {
        {"q, Ctrl-C", "end"},
        {"space", "pause the picture; what happens meanwhile is kept"},
        {"up, down, page up, page down", "scroll; home and end go all the way"},
        {"tab", "scroll the zones instead, where not all have room"},
        {"s", "the curve: largest free order, or the share of free memory in blocks too small for order 5 or 9"},
        {"+, -", "look more often, less often"},
        {"Ctrl-L", "draw all anew"},
        {"?, escape", "close this"},
    };

    private static final String[][] MARKS = {
        {
            "-",
            "exhausted: no free block of this order or a larger one. A request waits for reclaim or compaction, or fails"
        },
        {"0", "none of this order, but a larger block can be split; + in a strip: there are some"},
        {"k, m", "thousands, millions of blocks"},
        {
            "gauge",
            "free memory between the marks: at or below low, kswapd reclaims in the background until high; at or below"
                    + " min, allocating tasks reclaim themselves. The last part is logarithmic"
        },
        {"curve", "the worst of each stretch of time"},
        {"some, all", "share of the time in which some task, or every task with work, waited for memory (PSI)"},
        {"failed", "the kernel's log tells of a failed allocation; its verdict is drawn from its report"},
        {"attempt", "a tracepoint saw one fail: most are no harm, as what stands behind it says"},
        {"stall", "a task had to reclaim or compact memory itself"},
    };

    private final Scene scene;
    private final Glyphs glyphs;
    private final int columns;

    HelpPane(Scene scene, Glyphs glyphs, int columns) {
        this.scene = scene;
        this.glyphs = glyphs;
        this.columns = columns;
    }

    List<Line> lines(int rows, int down) {
        List<Line> all = new ArrayList<>();
        table(all, "keys", KEYS);
        table(all, "what it shows", MARKS);
        heading(all, "what can be seen here");
        for (SourceState source : scene.sources()) {
            String remedy = source.remedy().isEmpty() ? "" : "; to get it: " + source.remedy();
            String detail = source.detail().isEmpty() ? "" : ": " + source.detail();
            entry(all, source.source(), source.status().name().toLowerCase(Locale.ROOT) + detail + remedy);
        }
        if (scene.jvm() != null) {
            entry(all, "JVM " + scene.jvm().pid(), told(scene.jvm()));
        }
        int from = Math.max(0, Math.min(down, all.size() - rows));
        return all.subList(from, Math.max(from, Math.min(all.size(), from + rows)));
    }

    private static String told(JvmView jvm) {
        if (jvm.sample() == null) {
            return jvm.problem().isEmpty() ? "has said nothing yet" : jvm.problem();
        }
        return switch (jvm.sample().from()) {
            case AGENT -> "told by the agent in it, which has come to a socket of this command's";
            case CONNECTOR -> "asked over JMX, by a connector that was running there before";
            case COUNTERS -> "by the counters that it keeps in a file; direct buffers are " + jvm.lack();
        };
    }

    private void heading(List<Line> all, String text) {
        if (!all.isEmpty()) {
            all.add(new Line(columns));
        }
        Line line = new Line(columns).add(Ink.FAINT, glyphs.rule(1) + " ").add(Ink.TITLE, text + " ");
        all.add(line.add(Ink.FAINT, glyphs.rule(columns - line.width())));
    }

    private void table(List<Line> all, String title, String[][] rows) {
        heading(all, title);
        for (String[] row : rows) {
            entry(all, row[0], row[1]);
        }
    }

    private void entry(List<Line> all, String name, String text) {
        int indent = Math.min(12, columns / 3);
        Line first = new Line(columns).add(Ink.NOTICE, name);
        boolean below = first.width() > indent - 2;
        if (below) {
            all.add(first);
        }
        for (String words : Wrapped.of(text, columns - indent)) {
            Line line = below || first == null ? new Line(columns) : first;
            all.add(line.to(indent).add(words));
            first = null;
        }
    }
}
