// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.source.procfs.SmallFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Finds out whether a task that the kernel names by its id is a thread of this JVM. The kernel's log and its trace have the
 * first pid namespace's ids: in one of its own (a container) a JVM doesn't know them, unless the host's procfs is mounted
 * there.
 */
public final class JvmTasks {
    private static final Path OWN_PROC = Path.of("/proc");
    private static final int LONGEST_NAME = 64;

    private final Path tasks;
    private final boolean comparable;
    private final LongSupplier started;

    /**
     * Looks at this process.
     *
     * @param proc where the host's procfs is mounted, beside {@code /proc}
     */
    public JvmTasks(Path proc) {
        this(proc, new PlatformBeans());
    }

    /**
     * Looks at this process.
     *
     * @param proc where the host's procfs is mounted, beside {@code /proc}
     */
    public JvmTasks(Path proc, PlatformBeans beans) {
        Path found = KernelIds.tasks(OWN_PROC, proc);
        this.comparable = found != null;
        this.tasks = comparable ? found : OWN_PROC.resolve("self").resolve("task");
        this.started = new StartedThreads(beans);
    }

    JvmTasks(Path tasks, boolean comparable) {
        this(tasks, comparable, () -> StartedThreads.UNKNOWN);
    }

    JvmTasks(Path tasks, boolean comparable, LongSupplier started) {
        this.tasks = tasks;
        this.comparable = comparable;
        this.started = started;
    }

    /** Whether ids in the kernel log can be compared with this JVM's. */
    public boolean comparable() {
        return comparable;
    }

    /** A directory of this JVM's threads by the kernel's own ids; null where they aren't known. */
    public Path byKernelId() {
        return comparable ? tasks : null;
    }

    /** Whether there's such a task now, this JVM's or another's; false also where this user may not see it. */
    boolean exists(int taskId) {
        return Files.exists(tasks.getParent().resolveSibling(Integer.toString(taskId)));
    }

    /** How many threads this JVM has started, but for native ones of its own; negative where that isn't known. */
    long started() {
        return started.getAsLong();
    }

    /** A directory of this JVM's threads by whatever ids. */
    Path directory() {
        return tasks;
    }

    /**
     * Name of this JVM's thread with that task id, as the kernel has it (15 bytes at most); null where it is none, has
     * ended since, or can't be told.
     */
    public String threadName(int taskId) {
        return comparable ? name(Integer.toString(taskId)) : null;
    }

    /** Name of the thread with that id in {@link #directory()}; null where there's none. */
    String name(String id) {
        // the kernel cuts a name after 15 bytes, within a letter or not
        byte[] name = SmallFile.bytes(tasks.resolve(id).resolve("comm"), LONGEST_NAME);
        return name == null ? null : new String(name, StandardCharsets.UTF_8).strip();
    }
}
