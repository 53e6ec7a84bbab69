// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.nio.file.Path;

/**
 * The memory limit of this process's cgroup and of those above it (Documentation/admin-guide/cgroup-v2.rst,
 * {@code memory.max}; cgroup-v1/memory.rst, {@code memory.limit_in_bytes}).
 */
final class MemoryLimit {
    private static final int DEEPEST = 64;
    /** Without a limit, version 1 shows the largest number of whole pages. */
    private static final long NONE = 1L << 60;

    private final Path own;
    private final Path mount;

    /**
     * @param own {@code /proc/self/cgroup}
     * @param mount {@code /sys/fs/cgroup}
     */
    MemoryLimit(Path own, Path mount) {
        this.own = own;
        this.mount = mount;
    }

    /** The smallest in kB; null where there is none or it can't be read. */
    Long kb() {
        String text = SmallFile.text(own);
        if (text == null) {
            return null;
        }
        Long smallest = null;
        for (String line : text.split("\n")) {
            // hierarchy:controllers:path
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first < 0 || second < 0) {
                continue;
            }
            String controllers = line.substring(first + 1, second);
            String path = line.substring(second + 1);
            if (controllers.isEmpty()) {
                smallest = smaller(smallest, upwards(mount, path, "memory.max"));
            } else if ((',' + controllers + ',').contains(",memory,")) {
                smallest = smaller(smallest, upwards(mount.resolve("memory"), path, "memory.limit_in_bytes"));
            }
        }
        return smallest == null ? null : smallest / 1024;
    }

    /** Where a container sees another path than the host, the names don't exist here and the mount itself is its own. */
    private static Long upwards(Path mount, String path, String name) {
        Long smallest = SmallFile.number(mount.resolve(name));
        Path at = mount;
        int deep = 0;
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals("..") || ++deep > DEEPEST) {
                continue;
            }
            at = at.resolve(part);
            smallest = smaller(smallest, SmallFile.number(at.resolve(name)));
        }
        return smallest;
    }

    private static Long smaller(Long a, Long b) {
        if (b == null || b >= NONE) {
            return a == null || a >= NONE ? null : a;
        }
        return a == null || a >= NONE ? b : Long.valueOf(Math.min(a, b));
    }
}
