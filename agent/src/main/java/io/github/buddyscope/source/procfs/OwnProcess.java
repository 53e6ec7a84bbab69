// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process. */
public final class OwnProcess {
    private OwnProcess() {}

    /** Its id. The first use of {@link ProcessHandle} would make a pool of threads that wait for processes. */
    public static long pid() {
        try {
            return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString());
        } catch (IOException | RuntimeException noProcfs) {
            return ProcessHandle.current().pid();
        }
    }

    /** What {@code /proc/self/stat} says; "" where there is none. */
    public static String stat() {
        String stat = SmallFile.text(Path.of("/proc/self/stat"));
        return stat == null ? "" : stat;
    }
}
