// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What Buddyscope told, out of a recording, on the clock of {@link System#nanoTime()}. */
final class Told {
    /**
     * A verdict; times in nanoseconds.
     *
     * @param first when its episode began
     * @param last when the last of it began
     * @param begin of the pause that it stands for
     * @param error how far apart the pause's begin may be from the JVM's own log, as its end
     */
    record Verdict(
            String trigger,
            String role,
            long first,
            long last,
            long begin,
            long pause,
            long error,
            long stalled,
            int stalledPauses) {
        boolean ofStalledPause() {
            return trigger.equals("STALLED_PAUSE");
        }
    }

    private final List<KernelTrace.Entry> entries = new ArrayList<>();
    private final List<RecordedEvent> given = new ArrayList<>();
    private final TreeMap<Long, Long> wallOffsets = new TreeMap<>();

    static Told read(Path recording) throws IOException {
        Told told = new Told();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                told.take(file.readEvent());
            }
        }
        return told;
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "buddyscope.AllocationFailure" -> entry(event, "FAILURE", 0);
            case "buddyscope.AllocationStall" -> entry(event, event.getString("kind"), event.getLong("stall"));
            case "buddyscope.Verdict" -> given.add(event);
            default -> {}
        }
    }

    private void entry(RecordedEvent event, String what, long length) {
        long begin = event.getLong("traceTime");
        long wall = TimeUnit.MILLISECONDS.toNanos(event.getLong("kernelTime"));
        wallOffsets.put(TimeUnit.NANOSECONDS.toSeconds(wall), wall - begin);
        entries.add(new KernelTrace.Entry(
                what, event.getInt("order"), (int) event.getLong("taskId"), begin, begin + length, 0));
    }

    /** Failures and stalls of all tasks. */
    List<KernelTrace.Entry> entries() {
        return entries;
    }

    /** Those on what happened from then on. */
    List<Verdict> verdictsSince(long nanos) {
        List<Verdict> verdicts = new ArrayList<>();
        for (RecordedEvent event : given) {
            long first = first(event);
            if (first >= nanos) {
                verdicts.add(verdict(event, first));
            }
        }
        return verdicts;
    }

    /** By its collection where it has one, else by what was traced next to it: the wall clock may be set at any time. */
    private long first(RecordedEvent verdict) {
        long gc = verdict.getLong("gcTraceTime");
        return gc >= 0 ? gc - verdict.getLong("gcOffset") : onTraceClock(verdict.getLong("kernelTime"));
    }

    private long onTraceClock(long wallMillis) {
        long second = TimeUnit.MILLISECONDS.toSeconds(wallMillis);
        Map.Entry<Long, Long> before = wallOffsets.floorEntry(second);
        Map.Entry<Long, Long> after = wallOffsets.ceilingEntry(second);
        boolean take = before != null && (after == null || second - before.getKey() <= after.getKey() - second);
        Map.Entry<Long, Long> nearest = take ? before : after;
        return TimeUnit.MILLISECONDS.toNanos(wallMillis) - (nearest == null ? 0 : nearest.getValue());
    }

    private static Verdict verdict(RecordedEvent event, long first) {
        long length = TimeUnit.MILLISECONDS.toNanos(event.getLong("lastKernelTime") - event.getLong("kernelTime"));
        return new Verdict(
                event.getString("trigger"),
                event.getString("jvmRole"),
                first,
                first + length,
                event.getLong("gcTraceTime"),
                event.getLong("gcPause"),
                event.getLong("gcOffsetError"),
                event.getLong("gcStalled"),
                event.getInt("stalledPauses"));
    }
}
