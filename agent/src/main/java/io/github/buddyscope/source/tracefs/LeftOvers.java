// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes instances of JVMs that were killed. The kernel itself refuses to remove one whose {@code trace_pipe} is open
 * (EBUSY), and an agent holds its own open as long as it lives; so what can be removed is a left-over, whatever pid
 * namespace its owner was in. An agent that is just about to open its pipe is left alone by age, and would begin anew
 * otherwise.
 */
final class LeftOvers {
    private static final long BEING_MADE_MILLIS = 5_000;

    private LeftOvers() {}

    /** @return how many there were */
    static int remove(Path instances, Path proc) {
        int removed = 0;
        try {
            for (Path instance : Tracefs.named(instances, TraceInstance.PREFIX)) {
                if (mayBeLeftOver(instance, proc) && delete(instance)) {
                    removed++;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return removed;
        }
        return removed;
    }

    private static boolean mayBeLeftOver(Path instance, Path proc) {
        String name = instance.getFileName().toString().substring(TraceInstance.PREFIX.length());
        int end = 0;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end < name.length() && name.charAt(end) != '-') {
            return false; // somebody else's, whatever it's for
        }
        return !Files.exists(proc.resolve(name.substring(0, end))) || !young(instance);
    }

    private static boolean young(Path instance) {
        long made = instance.toFile().lastModified();
        boolean gone = made == 0;
        return gone || System.currentTimeMillis() - made < BEING_MADE_MILLIS;
    }

    private static boolean delete(Path instance) {
        try {
            Files.delete(instance);
            return true;
        } catch (IOException | RuntimeException inUse) {
            return false;
        }
    }
}
