// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.source.procfs.SmallFile;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What could be allocated without swapping, off {@code /proc/meminfo} (Linux 3.14). */
final class MemAvailable {
    private static final Pattern LINE = Pattern.compile("MemAvailable: {1,40}([0-9]{1,15}) kB");

    private MemAvailable() {}

    /** -1 where the host doesn't tell. */
    static long kilobytes(Path proc) {
        String text = SmallFile.text(proc.resolve("meminfo"));
        Matcher line = LINE.matcher(text == null ? "" : text);
        return line.find() ? Long.parseLong(line.group(1)) : -1;
    }
}
