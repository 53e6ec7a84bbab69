// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.ThreadKind;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which tasks are this JVM's, asked thousands of times a second: an answer is kept for a while. A thread that is known is
 * still told after its end for as long, since what it did is read a moment later; an id isn't given away again that soon.
 * For one thread.
 */
public final class KnownTasks {
    /** @param name the thread's name as the kernel has it, 15 bytes at most */
    public record Own(String name, ThreadKind kind) {
        /** This JVM's thread of that name. */
        public static Own named(String name) {
            return new Own(name, ThreadKinds.of(name));
        }
    }

    private record Answer(Own own, long nanos) {}

    private static final int MOST = 4_096;
    private static final long OURS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long NOT_OURS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JvmTasks tasks;
    private final Map<Integer, Answer> answers = new HashMap<>();

    public KnownTasks(JvmTasks tasks) {
        this.tasks = tasks;
    }

    /** This JVM's thread with that id; null where the task is none, or can't be told. */
    public Own of(int taskId, long nowNanos) {
        if (!tasks.comparable()) {
            return null;
        }
        Answer known = answers.get(taskId);
        if (known != null && nowNanos - known.nanos < (known.own == null ? NOT_OURS_NANOS : OURS_NANOS)) {
            return known.own;
        }
        if (answers.size() >= MOST) {
            answers.clear();
        }
        String name = tasks.threadName(taskId);
        Own own = name == null ? null : Own.named(name);
        answers.put(taskId, new Answer(own, nowNanos));
        return own;
    }
}
