// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import io.github.buddyscope.model.ThreadKind;
import java.util.function.LongSupplier;

/**
 * Matches the task of a kernel report to this JVM's threads: by its id where the kernel's ids are known here, else by its
 * name, which never gives certainty. For one thread.
 */
public final class TaskMatcher {
    private static final TaskMatch INTERRUPTED = new TaskMatch(
            Sureness.INTERRUPTED, null, null, "an interrupt asked, and the task that it interrupted had no part in it");

    private final JvmTasks tasks;
    private final OwnThreads threads;

    public TaskMatcher(JvmTasks tasks) {
        this(tasks, null);
    }

    /** @param clock for how long a look takes; null for the JVM's */
    TaskMatcher(JvmTasks tasks, LongSupplier clock) {
        this.tasks = tasks;
        this.threads = new OwnThreads(tasks, clock);
    }

    /** Looks which threads there are, where it's time to; cheap enough for several times a second. */
    public void look(long now) {
        threads.look(now);
    }

    /**
     * Whose the task is.
     *
     * @param origin null where the report names none
     * @param recent it happened within the last minute: later, an id may have been given away anew
     */
    public TaskMatch match(Origin origin, boolean recent) {
        if (origin == null) {
            return TaskMatch.UNKNOWN;
        }
        if (origin.interruptContext()) {
            return INTERRUPTED;
        }
        String name = origin.task() == null ? null : origin.task().strip();
        if (tasks.comparable() && origin.pid() != null) {
            return byId(origin.pid(), name, recent);
        }
        return name == null ? TaskMatch.UNKNOWN : byName(name);
    }

    /**
     * By a relay's word, which sees the tasks of the whole host.
     *
     * @param thread name of this JVM's thread that it says the task is; null for none
     * @param proven the relay knows which tasks are this JVM's
     */
    public static TaskMatch relayed(Origin origin, String thread, boolean proven) {
        if (origin != null && origin.interruptContext()) {
            return INTERRUPTED;
        }
        if (thread != null) {
            ThreadKind kind = ThreadKinds.of(thread);
            return new TaskMatch(
                    Sureness.CERTAIN,
                    thread,
                    kind,
                    "the relay knows the task as its thread " + thread + " (" + kind.one() + ")");
        }
        return origin == null || !proven
                ? TaskMatch.UNKNOWN
                : new TaskMatch(
                        Sureness.UNLIKELY,
                        null,
                        null,
                        "the relay, which knows its threads, found the task not to be one");
    }

    private TaskMatch byId(int id, String name, boolean recent) {
        String now = tasks.threadName(id);
        String own = now != null ? now : threads.nameOf(id);
        if (own == null) {
            return tasks.exists(id)
                    ? new TaskMatch(Sureness.NO, null, null, "task " + id + " is none of its threads")
                    : new TaskMatch(
                            Sureness.UNLIKELY,
                            null,
                            null,
                            "task " + id + " has ended since, and was none of the threads that were seen of it");
        }
        ThreadKind kind = ThreadKinds.of(own);
        String who = "task " + id + (now != null ? " is" : " was") + " its thread " + own + " (" + kind.one() + ")"
                + (now != null ? "" : ", which has ended since");
        if (name != null && !name.equals(own)) {
            return new TaskMatch(
                    recent ? Sureness.LIKELY : Sureness.POSSIBLE,
                    own,
                    kind,
                    who + ", but the kernel calls it " + name + ": it was renamed, or the id was somebody else's then");
        }
        return recent
                ? new TaskMatch(Sureness.CERTAIN, own, kind, who)
                : new TaskMatch(
                        Sureness.LIKELY, own, kind, who + ", unless the id was somebody else's when it happened");
    }

    private TaskMatch byName(String name) {
        String unknown = tasks.comparable()
                ? "the report tells no task id"
                : "the kernel's task ids aren't known in this pid namespace";
        if (!threads.anyNamed(name)) {
            return new TaskMatch(Sureness.UNLIKELY, null, null, unknown + ", and none of its threads is named " + name);
        }
        ThreadKind kind = ThreadKinds.of(name);
        String who = unknown + "; it has a thread named " + name + " (" + kind.one() + ")";
        return CommonNames.has(name)
                ? new TaskMatch(Sureness.POSSIBLE, name, kind, who + ", as other programs have")
                : new TaskMatch(
                        Sureness.LIKELY,
                        name,
                        kind,
                        who + ", a name that is hardly another program's, unless the same service runs here twice");
    }
}
