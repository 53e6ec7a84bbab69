// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out whether a task that the kernel names by its id is a thread of this JVM. The kernel log has the host's ids: in
 * a pid namespace of its own (a container) a JVM doesn't know them.
 */
public final class JvmTasks {
    /** The first pid namespace's inode, fixed in the kernel ({@code PROC_PID_INIT_INO}, include/linux/proc_ns.h). */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final Path tasks;
    private final boolean comparable;

    /** Looks at this process. */
    public JvmTasks() {
        this(Path.of("/proc/self/task"), inFirstNamespace());
    }

    JvmTasks(Path tasks, boolean comparable) {
        this.tasks = tasks;
        this.comparable = comparable;
    }

    private static boolean inFirstNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Whether ids in the kernel log can be compared with this JVM's. */
    public boolean comparable() {
        return comparable;
    }

    /**
     * Name of this JVM's thread with that task id, as the kernel has it (15 bytes at most); null where it is none, has
     * ended since, or can't be told.
     */
    public String threadName(int taskId) {
        if (!comparable) {
            return null;
        }
        Path comm = tasks.resolve(Integer.toString(taskId)).resolve("comm");
        if (!comm.toFile().exists()) {
            return null; // the usual case, without the two exceptions that a read would show in a recording
        }
        try {
            // the kernel cuts a name after 15 bytes, within a letter or not
            byte[] name = Files.readAllBytes(comm);
            return new String(name, StandardCharsets.UTF_8).strip();
        } catch (IOException noneOfOurs) {
            return null;
        }
    }
}
