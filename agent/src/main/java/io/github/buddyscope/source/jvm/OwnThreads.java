// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The threads that this JVM has and had of late, so that one that has ended is still known when the kernel's report of it is
 * read. Looks once a second, but every five where this JVM has started no thread since, and so that it never takes more than
 * one part in two thousand of a processor. Bounded; for one thread.
 */
final class OwnThreads {
    /** A thread's name when it was first seen. */
    static final class Seen {
        final String name;
        private long lastNanos;

        private Seen(String name) {
            this.name = name;
        }
    }

    static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST = 16_384;
    private static final long SHARE = 2_000;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NONE_STARTED_NANOS = TimeUnit.SECONDS.toNanos(5); // the JVM's own are not counted

    private final JvmTasks tasks;
    private final LongSupplier clock;
    private final Map<String, Seen> seen = new HashMap<>();
    private long lookedNanos;
    private long tookNanos;
    private long started;
    private boolean looked;

    /** @param clock as {@link System#nanoTime()}, for how long a look takes; null for that */
    OwnThreads(JvmTasks tasks, LongSupplier clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    private long nanoTime() {
        return clock == null ? System.nanoTime() : clock.getAsLong();
    }

    /** Looks, where it's time to. */
    void look(long now) {
        if (looked && now - lookedNanos < Math.max(EVERY_NANOS, tookNanos * SHARE)) {
            return;
        }
        long startedNow = tasks.started();
        if (looked && startedNow >= 0 && startedNow == started && now - lookedNanos < NONE_STARTED_NANOS) {
            return;
        }
        looked = true;
        lookedNanos = now;
        started = startedNow;
        long began = nanoTime();
        String[] ids = ids();
        for (String id : ids) {
            Seen thread = seen.get(id);
            if (thread == null && seen.size() < MOST) {
                String name = tasks.name(id);
                thread = name == null ? null : new Seen(name);
                if (thread != null) {
                    seen.put(id, thread);
                }
            }
            if (thread != null) {
                thread.lastNanos = now;
            }
        }
        for (Iterator<Seen> each = seen.values().iterator(); each.hasNext(); ) {
            if (now - each.next().lastNanos > KEPT_NANOS) {
                each.remove();
            }
        }
        tookNanos = nanoTime() - began;
    }

    private String[] ids() {
        try {
            String[] ids = tasks.directory().toFile().list();
            return ids == null ? new String[0] : ids;
        } catch (SecurityException refused) {
            return new String[0];
        }
    }

    /** Name of the thread with that id, which may have ended; null where none was seen. */
    String nameOf(int id) {
        Seen thread = seen.get(Integer.toString(id));
        return thread == null ? null : thread.name;
    }

    /** Whether a thread of that name was seen. */
    boolean anyNamed(String name) {
        for (Seen thread : seen.values()) {
            if (thread.name.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
