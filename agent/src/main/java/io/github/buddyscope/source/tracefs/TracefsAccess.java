// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Why tracefs was refused, and the step that would grant it. The files belong to root and have no other mode bits (tracefs,
 * since 4.1 mounted at /sys/kernel/tracing); {@code gid=} and {@code mode=} of the mount are for the whole host.
 */
final class TracefsAccess {
    private static final String GRANT =
            "run the service as root, or give it CAP_DAC_OVERRIDE (systemd: AmbientCapabilities=CAP_DAC_OVERRIDE), or open"
                    + " tracefs to the service's group with: chgrp -R GROUP %1$s && chmod -R g+rwX %1$s/instances, after"
                    + " each boot";
    private static final String MOUNT =
            "mount it, as root: mount -t tracefs nodev /sys/kernel/tracing; into a container: docker run -v"
                    + " /sys/kernel/tracing:/sys/kernel/tracing";
    private static final Path LOCKDOWN = Path.of("/sys/kernel/security/lockdown");

    private TracefsAccess() {}

    static SourceState notMounted() {
        return unavailable("tracefs isn't mounted where this process could see it", MOUNT);
    }

    /** @param what what was tried, e.g. {@code making an instance} */
    static SourceState refused(Path root, String what, IOException e) {
        String reason =
                e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : "permission denied";
        if (e instanceof AccessDeniedException) {
            return unavailable(root + ": " + what + ": permission denied", GRANT.formatted(root));
        }
        if (e instanceof NoSuchFileException) {
            return unavailable(root + ": " + what + ": this kernel has no tracefs instances (Linux 3.10)", "");
        }
        if (lockedDown()) {
            return unavailable(
                    root + ": " + what + ": " + reason + ", as the kernel is locked down (confidentiality)",
                    "none without another boot: lockdown= on the kernel's command line");
        }
        return unavailable(
                root + ": " + what + ": " + (e instanceof FileSystemException ? reason : e.getMessage()), "");
    }

    static SourceState unavailable(String detail, String remedy) {
        return new SourceState(TracefsSource.NAME, Status.UNAVAILABLE, detail, remedy);
    }

    private static boolean lockedDown() {
        try {
            return Files.readString(LOCKDOWN).contains("[confidentiality]");
        } catch (IOException | RuntimeException none) {
            return false;
        }
    }
}
