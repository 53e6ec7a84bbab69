// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;

/** What a recording tells of failed attempts and of stalls, in the form of the trace that it is compared with. */
final class Told {
    private final List<KernelTrace.Entry> entries = new ArrayList<>();
    private final List<Named> own = new ArrayList<>();

    private record Named(int tid, String thread, long micros) {}

    Told(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            boolean failure = event.getEventType().getName().equals("buddyscope.AllocationFailure");
            if (failure || event.getEventType().getName().equals("buddyscope.AllocationStall")) {
                add(event, failure);
            }
        }
    }

    private void add(RecordedEvent event, boolean failure) {
        int tid = (int) event.getLong("taskId");
        entries.add(new KernelTrace.Entry(
                failure ? "FAILURE" : event.getString("kind"),
                event.getInt("order"),
                tid,
                event.getLong("traceTime") / 1_000,
                failure ? 0 : event.getDuration("stall").toNanos() / 1_000));
        if (event.getBoolean("inThisJvm")) {
            own.add(new Named(tid, event.getString("javaThread"), event.getLong("traceTime") / 1_000));
        }
    }

    List<KernelTrace.Entry> entries() {
        return entries;
    }

    /** The tasks that are told to be this JVM's. */
    Set<Integer> ownTasks() {
        return threads().keySet();
    }

    /** The names of those threads that are told to be this JVM's, by task. */
    Map<Integer, String> threads() {
        return threads(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Likewise of those that something happened to in that time; of an id that was given again, the last. */
    Map<Integer, String> threads(long fromMicros, long toMicros) {
        Map<Integer, String> names = new HashMap<>();
        for (Named one : own) {
            if (one.micros >= fromMicros && one.micros <= toMicros) {
                names.put(one.tid, one.thread);
            }
        }
        return names;
    }
}
