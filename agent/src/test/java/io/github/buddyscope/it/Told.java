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
    private final Map<Integer, String> own = new HashMap<>();

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
            own.put(tid, event.getString("javaThread"));
        }
    }

    List<KernelTrace.Entry> entries() {
        return entries;
    }

    /** The tasks that are told to be this JVM's. */
    Set<Integer> ownTasks() {
        return own.keySet();
    }

    /** The names of these threads, by task. */
    Map<Integer, String> threads() {
        return own;
    }
}
