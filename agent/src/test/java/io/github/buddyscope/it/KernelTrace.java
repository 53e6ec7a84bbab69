// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A trace that the lab recorded, read in a way of its own: the truth to compare with. */
final class KernelTrace {
    /** One failure or stall; times in microseconds. */
    record Entry(String what, int order, int tid, long micros, long duration) {
        String withoutTime() {
            return what + " order " + order + " task " + tid;
        }
    }

    private static final long QUIET = 1_500;
    private static final long MILLISECOND = 1_000;

    private static final Pattern LINE =
            Pattern.compile("^ *(.{1,16})-(\\d+) +\\[\\d+\\] \\S+ +(\\d+)\\.(\\d{6}): (\\w+): (.*)$");
    private static final Pattern ORDER = Pattern.compile("order=(\\d+)");
    private static final Pattern WRITTEN = Pattern.compile("entries-in-buffer/entries-written: (\\d+)/(\\d+)");

    private final List<Entry> entries = new ArrayList<>();
    private final boolean complete;

    KernelTrace(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        Matcher written = WRITTEN.matcher(String.join("\n", lines.subList(0, Math.min(20, lines.size()))));
        complete = written.find() && written.group(1).equals(written.group(2));
        Map<Integer, Integer> orderOf = new HashMap<>();
        Map<String, long[]> open = new HashMap<>();
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || parts.group(1).startsWith("kcompactd")) {
                continue;
            }
            int tid = Integer.parseInt(parts.group(2));
            long micros = Long.parseLong(parts.group(3)) * 1_000_000 + Long.parseLong(parts.group(4));
            switch (parts.group(5)) {
                case "mm_page_alloc" -> entries.add(new Entry("FAILURE", order(parts.group(6)), tid, micros, 0));
                case "mm_compaction_try_to_compact_pages" -> orderOf.put(tid, order(parts.group(6)));
                case "mm_compaction_begin" -> open.put("c" + tid, new long[] {micros, orderOf.getOrDefault(tid, -1)});
                case "mm_compaction_end" -> end("DIRECT_COMPACTION", open.remove("c" + tid), tid, micros);
                case "mm_vmscan_direct_reclaim_begin" ->
                    open.put("r" + tid, new long[] {micros, order(parts.group(6))});
                case "mm_vmscan_direct_reclaim_end" -> end("DIRECT_RECLAIM", open.remove("r" + tid), tid, micros);
                default -> throw new IOException("what is this? " + line);
            }
        }
    }

    private void end(String what, long[] begin, int tid, long micros) {
        if (begin != null) {
            entries.add(new Entry(what, (int) begin[1], tid, begin[0], micros - begin[0]));
        }
    }

    private static int order(String fields) {
        Matcher order = ORDER.matcher(fields);
        return order.find() ? Integer.parseInt(order.group(1)) : -1;
    }

    /** Whether its buffer held everything. */
    boolean complete() {
        return complete;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The first moment from then on around which nothing began or ended. */
    long quietAfter(long micros) {
        long moment = micros;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Entry entry : entries) {
                long end = entry.micros() + entry.duration();
                if (entry.micros() - QUIET < moment && moment < end + QUIET) {
                    moment = end + QUIET;
                    moved = true;
                }
            }
        }
        return moment;
    }

    /** Those that lie within, in microseconds. */
    static List<Entry> within(List<Entry> entries, long from, long to) {
        return entries.stream()
                .filter(e -> e.micros() >= from && e.micros() + e.duration() <= to)
                .toList();
    }

    /**
     * In number, kind, order and task; and in time, as two instances take their own stamps of the same event. Between the two the
     * processor may be taken away from a virtual machine, but seldom.
     */
    static void assertTheSame(List<Entry> told, List<Entry> happened) {
        List<Entry> left = sorted(told);
        List<Entry> right = sorted(happened);
        assertThat(left.stream().map(Entry::withoutTime).toList())
                .containsExactlyElementsOf(
                        right.stream().map(Entry::withoutTime).toList());
        List<Entry> off = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (Math.abs(left.get(i).micros() - right.get(i).micros()) > MILLISECOND
                    || Math.abs(left.get(i).duration() - right.get(i).duration()) > MILLISECOND) {
                off.add(left.get(i));
            }
        }
        assertThat(off).hasSizeLessThanOrEqualTo(1 + left.size() / 100);
    }

    private static List<Entry> sorted(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::withoutTime).thenComparing(Entry::micros))
                .toList();
    }
}
