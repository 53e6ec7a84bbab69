// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.source.procfs.SmallFile;
import java.nio.file.Path;

/** What could be allocated without swapping, off {@code /proc/meminfo} (Linux 3.14). */
final class MemAvailable {
    private static final String NAME = "MemAvailable:";

    private MemAvailable() {}

    /** -1 where the host doesn't tell. */
    static long kilobytes(Path proc) {
        String text = SmallFile.text(proc.resolve("meminfo"));
        int at = text == null ? -1 : text.indexOf(NAME);
        int end = at < 0 ? -1 : text.indexOf(" kB", at);
        try {
            return end < 0
                    ? -1
                    : Long.parseLong(text.substring(at + NAME.length(), end).strip());
        } catch (NumberFormatException nonsense) {
            return -1;
        }
    }
}
