// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this process's threads stand under the ids that the kernel itself prints, which are those of the first pid
 * namespace. A procfs shows the ids of the namespace that it was mounted for, whoever reads it: with the host's mounted at
 * {@code /host/proc}, a process in a container finds itself there under the kernel's ids.
 */
final class KernelIds {
    /** The first pid namespace's inode, fixed in the kernel ({@code PROC_PID_INIT_INO}, include/linux/proc_ns.h). */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    /** Of the kernel's own threads ({@code PF_KTHREAD}, include/linux/sched.h); no process can set it. */
    private static final long KERNEL_THREAD = 0x200000;

    /** Counted from the state, which follows the name. */
    private static final int FLAGS = 6;

    private static final int MOST = 1024;

    private KernelIds() {}

    /**
     * The first of these mounts' {@code self/task} that has the kernel's ids; null where none has.
     *
     * @param procs where procfs is mounted, the likeliest first
     */
    static Path tasks(Path... procs) {
        for (Path proc : procs) {
            Path tasks = proc.resolve("self").resolve("task");
            if (Files.isDirectory(tasks) && (isOfFirstNamespace(proc) || showsKernelThreads(proc))) {
                return tasks;
            }
        }
        return null;
    }

    /** This process itself is in the first namespace; whoever is, is seen with the kernel's ids in every procfs. */
    private static boolean isOfFirstNamespace(Path proc) {
        try {
            return Files.readSymbolicLink(proc.resolve("self").resolve("ns").resolve("pid"))
                    .toString()
                    .equals(FIRST_NAMESPACE);
        } catch (IOException | UnsupportedOperationException | SecurityException unknown) {
            return false;
        }
    }

    /** The kernel's own threads are in the first namespace alone, and the second task ever, kthreadd, makes all others. */
    private static boolean showsKernelThreads(Path proc) {
        try (FileInputStream in =
                new FileInputStream(proc.resolve("2").resolve("stat").toFile())) {
            return isKernelThread(new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1));
        } catch (IOException | SecurityException hidden) {
            return false;
        }
    }

    /** @param stat as in proc(5): {@code 2 (kthreadd) S 0 0 0 0 -1 2129984 …} */
    static boolean isKernelThread(String stat) {
        int name = stat.lastIndexOf(')');
        String[] fields =
                name < 0 ? new String[0] : stat.substring(name + 1).strip().split(" ", FLAGS + 2);
        if (fields.length <= FLAGS) {
            return false;
        }
        try {
            return (Long.parseLong(fields[FLAGS]) & KERNEL_THREAD) != 0;
        } catch (NumberFormatException notOfProcfs) {
            return false;
        }
    }
}
