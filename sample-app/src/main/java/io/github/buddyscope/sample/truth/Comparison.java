// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import io.github.buddyscope.sample.truth.KernelTrace.Entry;
import io.github.buddyscope.sample.truth.PauseLog.Pause;
import io.github.buddyscope.sample.truth.Told.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Buddyscope's verdicts on stalled collection pauses against the trace that the lab recorded, the JVM's own log of its pauses
 * and the list of its threads. Nothing of Buddyscope's takes part in the counting.
 */
public final class Comparison {
    public static final String RECORDING = "recording.jfr";
    public static final String TRACE = "kernel.trace";
    public static final String PAUSES = "gc.log";
    public static final String THREADS = "threads";

    private static final long MILLISECOND = 1_000_000;

    /** Two instances stamp the same event apart by microseconds; on a busy host somebody may get between. */
    private static final long STAMPS = MILLISECOND;

    /**
     * A pause's begin and end by the JVM's beans, which tell whole milliseconds and lie within those of its log: it logs
     * before it asks how many workers to take, and again when all is told. On a busy host that is tens of milliseconds.
     */
    private static final long EDGES = 2 * MILLISECOND;

    /** As docs/verdicts.md has it: 5 ms and a fifth of the pause. */
    private static final long LEAST = 5 * MILLISECOND;

    private static final int PART = 5;

    private static final long WINDOW = 5_000 * MILLISECOND;
    private static final long NEAR = 1_000 * MILLISECOND;

    private final KernelTrace trace;
    private final List<Pause> pauses;
    private final List<Entry> stalls;
    private final Told told;
    private final long from;
    private final List<Verdict> verdicts;

    private Comparison(Path directory) throws IOException {
        trace = KernelTrace.read(directory.resolve(TRACE));
        pauses = PauseLog.read(directory.resolve(PAUSES));
        stalls = trace.stallsOf(PauseThreads.read(directory.resolve(THREADS)));
        told = Told.read(directory.resolve(RECORDING));
        from = trace.entries().stream().mapToLong(Entry::begin).min().orElse(Long.MAX_VALUE);
        verdicts = told.verdictsSince(from - NEAR);
    }

    /**
     * Prints both side by side.
     *
     * @param directory with {@link #RECORDING}, {@link #TRACE}, {@link #PAUSES} and {@link #THREADS}
     * @return 0 where they agree, 1 where they don't, or where there's nothing that could
     * @throws IOException where one of the files can't be read
     */
    public static int print(Path directory, PrintStream out) throws IOException {
        Comparison comparison = new Comparison(directory);
        List<Verdict> stalled =
                comparison.verdicts.stream().filter(Verdict::ofStalledPause).toList();
        List<Row> rows = new ArrayList<>();
        for (Verdict verdict : stalled) {
            comparison.verdict(verdict, rows, out);
        }
        out.println("In all");
        out.println(Row.heading());
        List<Row> overall = new ArrayList<>();
        comparison.pausesThatCallForAVerdict(overall);
        comparison.counts(overall);
        overall.forEach(out::println);
        rows.addAll(overall);
        if (!comparison.trace.complete()) {
            out.println("The kernel's own buffer was too small: the trace is incomplete.");
        } else if (stalled.isEmpty()) {
            out.println("Buddyscope gave no verdict on a stalled pause.");
        }
        return comparison.trace.complete()
                        && !stalled.isEmpty()
                        && rows.stream().allMatch(Row::agrees)
                ? 0
                : 1;
    }

    private void verdict(Verdict verdict, List<Row> rows, PrintStream out) {
        Pause pause = pauseOf(verdict);
        List<Row> own = new ArrayList<>();
        if (pause == null) {
            own.add(new Row("the pause", "is there", "no such pause", false, ""));
        } else {
            long edges = edges(verdict);
            long margins = Math.max(0, pause.length() - verdict.pause());
            StalledTime counted = StalledTime.of(stalls, pause.begin(), pause.end());
            StalledTime between = StalledTime.of(stalls, verdict.begin(), verdict.begin() + verdict.pause());
            own.add(Row.times("the pause, within the JVM's log", verdict.pause(), pause.length(), edges, margins, ""));
            own.add(Row.times(
                    "of which stalled, by the trace",
                    verdict.stalled(),
                    counted.nanos(),
                    edges + STAMPS,
                    margins,
                    "; " + counted.lines()));
            own.add(Row.times(
                    "the same from the verdict's moments", verdict.stalled(), between.nanos(), STAMPS, 0, ""));
            boolean victim = calls(between.nanos() + STAMPS, verdict.pause());
            boolean saidSo = verdict.role() != null && verdict.role().endsWith("VICTIM");
            own.add(new Row(
                    "the JVM's part",
                    verdict.role(),
                    victim ? "VICTIM" : "none",
                    saidSo && victim,
                    "5 ms and a fifth"));
        }
        stalledPauses(verdict, own);
        out.println(verdict.trigger() + (pause == null ? "" : ", GC(" + pause.id() + ") " + pause.words()));
        out.println(Row.heading());
        own.forEach(out::println);
        out.println();
        rows.addAll(own);
    }

    private static long edges(Verdict verdict) {
        return verdict.error() + EDGES;
    }

    /** The one that it lies within and makes up at least half of. */
    private Pause pauseOf(Verdict verdict) {
        long edges = edges(verdict);
        Pause nearest = null;
        for (Pause pause : pauses) {
            if (verdict.begin() >= pause.begin() - edges
                    && verdict.begin() + verdict.pause() <= pause.end() + edges
                    && verdict.pause() >= pause.length() / 2 - edges
                    && (nearest == null || pause.length() < nearest.length())) {
                nearest = pause;
            }
        }
        return nearest;
    }

    /** Whether a verdict is due on it; with a slack above 0 surely, below 0 perhaps. */
    private boolean calls(Pause pause, long slack) {
        long stalled = StalledTime.of(stalls, pause.begin(), pause.end()).nanos() - slack;
        return calls(stalled, pause.length() + slack);
    }

    private static boolean calls(long stalled, long pause) {
        return stalled >= LEAST && stalled >= pause / PART;
    }

    /** How many there are about the episode. At the edges of it and of the pauses it may be one or the other. */
    private void stalledPauses(Verdict verdict, List<Row> rows) {
        long slack = verdict.error() / 2 + EDGES; // of one edge
        long lastSurely = lastOf(verdict, slack);
        long endPerhaps = endPerhaps(verdict, slack);
        int surely = 0;
        int perhaps = 0;
        for (Pause pause : pauses) {
            boolean within =
                    pause.begin() >= verdict.first() - NEAR + slack && pause.end() <= lastSurely + NEAR - slack;
            boolean about = pause.end() >= verdict.first() - NEAR - slack && pause.begin() <= endPerhaps + NEAR + slack;
            surely += within && toldOfByItsBean(pause) && stalled(pause, slack) ? 1 : 0;
            perhaps += about && stalled(pause, -slack) ? 1 : 0;
        }
        int count = verdict.stalledPauses();
        rows.add(new Row(
                "pauses with stalls about it",
                Integer.toString(count),
                surely == perhaps ? Integer.toString(surely) : surely + " to " + perhaps,
                count >= surely && count <= perhaps,
                ""));
    }

    /** When the last pause of a verdict's episode began: each is within a window of the one before. */
    private long lastOf(Verdict verdict, long slack) {
        long last = verdict.first();
        for (Pause pause : pauses) {
            if (pause.begin() > last && pause.begin() <= last + WINDOW - slack && calls(pause, slack)) {
                last = pause.begin();
            }
        }
        return last;
    }

    /**
     * When a verdict's episode ended, at the latest: with the last of the pauses from its first to its last, which go on after
     * they have begun. When it surely hadn't ended yet is taken to be when the last began, for the JVM logs their ends late.
     */
    private long endPerhaps(Verdict verdict, long slack) {
        long last = lastOf(verdict, -slack);
        long end = last;
        for (Pause pause : pauses) {
            if (pause.end() >= verdict.first() - slack && pause.begin() <= last + slack) {
                end = Math.max(end, pause.end());
            }
        }
        return end;
    }

    private boolean stalled(Pause pause, long slack) {
        return StalledTime.of(stalls, pause.begin() + slack, pause.end() - slack)
                        .nanos()
                > 0;
    }

    /** G1's beans tell of these since JDK 20. */
    private static boolean toldOfByItsBean(Pause pause) {
        return !pause.words().equals("Pause Remark") && !pause.words().equals("Pause Cleanup");
    }

    private void pausesThatCallForAVerdict(List<Row> rows) {
        int called = 0;
        int answered = 0;
        for (Pause pause : pauses) {
            if (toldOfByItsBean(pause) && calls(pause, EDGES)) {
                called++;
                answered += verdicts.stream().anyMatch(verdict -> tells(verdict, pause)) ? 1 : 0;
            }
        }
        rows.add(new Row(
                "pauses that call for a verdict",
                Integer.toString(answered),
                Integer.toString(called),
                answered == called,
                "5 ms and a fifth, surely"));
    }

    private boolean tells(Verdict verdict, Pause pause) {
        return verdict.ofStalledPause()
                ? pause.end() >= verdict.first() - EDGES && pause.begin() <= lastOf(verdict, -EDGES)
                : pause.begin() >= verdict.first() - WINDOW && pause.begin() <= verdict.last() + WINDOW;
    }

    /** Of all tasks of the host, as long as the lab traced it. */
    private void counts(List<Row> rows) {
        long to = trace.entries().stream().mapToLong(Entry::end).max().orElse(from);
        Map<String, Integer> counted = count(trace.entries(), entry -> true);
        Map<String, Integer> tellings =
                count(told.entries(), entry -> entry.begin() >= from - STAMPS && entry.end() <= to + STAMPS);
        counted.keySet().forEach(what -> tellings.putIfAbsent(what, 0));
        tellings.forEach((what, count) -> rows.add(new Row(
                what,
                count.toString(),
                Integer.toString(counted.getOrDefault(what, 0)),
                count.equals(counted.get(what)),
                "of all tasks")));
    }

    private static Map<String, Integer> count(List<Entry> entries, Predicate<Entry> which) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Entry entry : entries) {
            if (which.test(entry)) {
                counts.merge(words(entry), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static String words(Entry entry) {
        String what = switch (entry.what()) {
            case "FAILURE" -> "failures";
            case "DIRECT_RECLAIM" -> "direct reclaims";
            default -> "direct compactions";
        };
        return what + " for order " + entry.order();
    }
}
