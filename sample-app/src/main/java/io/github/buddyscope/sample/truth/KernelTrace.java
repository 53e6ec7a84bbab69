// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A trace as {@code lab/starved.sh} records it: text of the kernel's own, on the clock of {@link System#nanoTime()}. */
final class KernelTrace {
    /**
     * A failure or a stall of a task.
     *
     * @param what FAILURE, DIRECT_RECLAIM or DIRECT_COMPACTION
     * @param begin nanoseconds; of a failure also the end
     * @param line of the file, on which it ended; the first is 1
     */
    record Entry(String what, int order, int task, long begin, long end, int line) {
        boolean failure() {
            return what.equals("FAILURE");
        }
    }

    private static final Pattern LINE =
            Pattern.compile("^ *(.{1,16})-(\\d+) +\\[\\d+\\] \\S+ +(\\d+)\\.(\\d{6}): (\\w+): (.*)$");
    private static final Pattern ORDER = Pattern.compile("order=(\\d+)");
    private static final Pattern WRITTEN = Pattern.compile("entries-in-buffer/entries-written: (\\d+)/(\\d+)");

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Integer> compactedFor = new HashMap<>();
    private final Map<String, Entry> open = new HashMap<>();
    private boolean complete;

    static KernelTrace read(Path file) throws IOException {
        KernelTrace trace = new KernelTrace();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trace.take(line, ++number);
            }
        }
        return trace;
    }

    private void take(String line, int number) {
        Matcher written = WRITTEN.matcher(line);
        if (line.startsWith("#") && written.find()) {
            complete = written.group(1).equals(written.group(2));
        }
        Matcher parts = LINE.matcher(line);
        // its compactions are no stalls: no task waits for them
        if (!parts.matches() || parts.group(1).startsWith("kcompactd")) {
            return;
        }
        int task = Integer.parseInt(parts.group(2));
        long nanos = (Long.parseLong(parts.group(3)) * 1_000_000 + Long.parseLong(parts.group(4))) * 1_000;
        int order = order(parts.group(6));
        switch (parts.group(5)) {
            case "mm_page_alloc" -> entries.add(new Entry("FAILURE", order, task, nanos, nanos, number));
            case "mm_compaction_try_to_compact_pages" -> compactedFor.put(task, order);
            case "mm_compaction_begin" ->
                begin(new Entry("DIRECT_COMPACTION", compactedFor.getOrDefault(task, -1), task, nanos, nanos, number));
            case "mm_compaction_end" -> end("DIRECT_COMPACTION", task, nanos, number);
            case "mm_vmscan_direct_reclaim_begin" ->
                begin(new Entry("DIRECT_RECLAIM", order, task, nanos, nanos, number));
            case "mm_vmscan_direct_reclaim_end" -> end("DIRECT_RECLAIM", task, nanos, number);
            default -> {}
        }
    }

    private void begin(Entry stall) {
        open.put(stall.what() + stall.task(), stall);
    }

    private void end(String what, int task, long nanos, int line) {
        Entry begun = open.remove(what + task);
        if (begun != null) {
            entries.add(new Entry(what, begun.order(), task, begun.begin(), nanos, line));
        }
    }

    private static int order(String fields) {
        Matcher order = ORDER.matcher(fields);
        return order.find() ? Integer.parseInt(order.group(1)) : -1;
    }

    /** Whether the kernel's buffer held everything. */
    boolean complete() {
        return complete;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Stalls of some tasks, the one that began first at the head. */
    List<Entry> stallsOf(Set<Integer> tasks) {
        List<Entry> stalls = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.failure() && tasks.contains(entry.task())) {
                stalls.add(entry);
            }
        }
        stalls.sort(Comparator.comparingLong(Entry::begin));
        return stalls;
    }
}
