// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.GcWork;
import io.github.buddyscope.model.TaskStat;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.parse.procfs.TaskStatParser;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What the threads that collect have used, from procfs: without JFR, whose {@code jdk.GCCPUTime} tells the same more finely
 * where a recording is on. A look that took some time isn't repeated before a hundred times as much has passed, so it costs
 * one part in a hundred of one CPU at the very most, however many threads there are. For one thread.
 */
final class GcThreads {
    private static final int MOST_THREADS = 512;
    private static final int MOST_TASKS = 65_536;
    private static final long SHARE = 100;
    private static final long LISTING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path tasks;
    private final boolean concurrent;
    private final Map<String, TaskStat> collecting = new HashMap<>();
    private Set<String> others = new HashSet<>();
    private final byte[] buffer = new byte[1024];
    private int pending;
    private long lookedNanos;
    private long tookNanos;
    private long listedNanos;

    /**
     * @param tasks {@code /proc/self/task}
     * @param concurrent the collector works in cycles beside the service, and its threads are to be looked at
     */
    GcThreads(Path tasks, boolean concurrent) {
        this.tasks = tasks;
        this.concurrent = concurrent;
    }

    /** Takes what was used so far as the beginning. */
    void begin() {
        long now = System.nanoTime();
        list(now, true);
        looked(now);
        tookNanos = 0; // most of it was the loading of classes
    }

    /** What was used since the last look; null where nothing can be read, or where it's too early for another look. */
    GcWork since() {
        long now = System.nanoTime();
        pending++;
        if (now - lookedNanos < tookNanos * SHARE) {
            return null;
        }
        if (now - listedNanos >= LISTING_NANOS) {
            list(now, false);
        }
        GcWork work = look();
        looked(now);
        return work;
    }

    private void looked(long began) {
        lookedNanos = System.nanoTime();
        tookNanos = lookedNanos - began;
    }

    private GcWork look() {
        long user = 0;
        long system = 0;
        long minor = 0;
        long major = 0;
        for (Iterator<Map.Entry<String, TaskStat>> each = collecting.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, TaskStat> task = each.next();
            TaskStat now = stat(task.getKey());
            if (now == null) {
                each.remove();
                continue;
            }
            TaskStat before = task.setValue(now);
            user += now.userTicks() - before.userTicks();
            system += now.systemTicks() - before.systemTicks();
            minor += now.minorFaults() - before.minorFaults();
            major += now.majorFaults() - before.majorFaults();
        }
        if (collecting.isEmpty()) {
            return null;
        }
        int collections = pending;
        pending = 0;
        // the kernel scales user and system time anew each time: the one may shrink by a tick as the other grows
        return new GcWork(
                collecting.size(),
                collections,
                Math.max(0, user) * GcWork.TICK_NANOS,
                Math.max(0, system) * GcWork.TICK_NANOS,
                minor,
                major);
    }

    /** A thread that is new has done all its work since the last listing, but for the first one. */
    private void list(long now, boolean first) {
        listedNanos = now;
        String[] ids = tasks.toFile().list();
        if (ids == null || ids.length > MOST_TASKS) {
            return;
        }
        Set<String> seen = new HashSet<>(2 * ids.length);
        for (String id : ids) {
            if (others.contains(id)) {
                seen.add(id);
            } else if (!collecting.containsKey(id)) {
                if (collecting.size() < MOST_THREADS && collects(comm(id))) {
                    TaskStat used = first ? stat(id) : null;
                    collecting.put(id, used != null ? used : new TaskStat(0, 0, 0, 0));
                } else {
                    seen.add(id);
                }
            }
        }
        others = seen;
    }

    private boolean collects(String name) {
        ThreadKind kind = ThreadKinds.of(name);
        return concurrent ? kind == ThreadKind.CONCURRENT_GC : kind == ThreadKind.GC_WORKER || name.equals("VM Thread");
    }

    private String comm(String id) {
        int length = read(id, "comm");
        return length <= 0 ? "" : new String(buffer, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
    }

    private TaskStat stat(String id) {
        int length = read(id, "stat");
        return length <= 0 ? null : TaskStatParser.parse(buffer, length);
    }

    private int read(String id, String file) {
        try (FileInputStream in =
                new FileInputStream(tasks.resolve(id).resolve(file).toFile())) {
            return in.read(buffer);
        } catch (IOException gone) {
            return -1;
        }
    }
}
