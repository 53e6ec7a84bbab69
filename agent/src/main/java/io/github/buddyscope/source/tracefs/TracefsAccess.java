// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.procfs.SmallFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Why tracefs was refused, and the step that would grant it. Its files belong to root, their mode is 0640 at most (since
 * 5.15): so a group that the mount names ({@code gid=}) reads them, and only root, or who needn't mind modes, writes
 * them. No other capability is asked for.
 */
final class TracefsAccess {
    private static final String GRANT =
            "run the service as root, or give it CAP_DAC_OVERRIDE (systemd: AmbientCapabilities=CAP_DAC_OVERRIDE; docker, as"
                    + " root: --security-opt apparmor=unconfined -v /sys/kernel/tracing:/sys/kernel/tracing); a group (gid= of"
                    + " the mount) may look but not set up a trace of its own";
    private static final String MOUNT =
            "mount it, as root: mount -t tracefs nodev /sys/kernel/tracing; docker: --security-opt apparmor=unconfined -v"
                    + " /sys/kernel/tracing:/sys/kernel/tracing";
    private static final Path LOCKDOWN = Path.of("/sys/kernel/security/lockdown");

    private TracefsAccess() {}

    /** Whether a trace could be set up, without setting one up. */
    static SourceState look(Tracefs tracefs) {
        if (tracefs == null) {
            return notMounted();
        }
        Path root = tracefs.root();
        if (!Files.isExecutable(root) || !Files.isWritable(root.resolve("trace_clock"))) {
            return unavailable(root + ": permission denied", GRANT);
        }
        if (!Files.isWritable(tracefs.instances())) {
            return refused(
                    root,
                    "making an instance",
                    Files.exists(tracefs.instances())
                            ? new AccessDeniedException(root.toString())
                            : new NoSuchFileException(root.toString()));
        }
        return SourceState.ok(TracefsSource.NAME);
    }

    static SourceState notMounted() {
        return unavailable("tracefs isn't mounted where this process could see it", MOUNT);
    }

    /** @param what what was tried, e.g. {@code making an instance} */
    static SourceState refused(Path root, String what, IOException e) {
        String reason =
                e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : "permission denied";
        if (e instanceof AccessDeniedException) {
            return unavailable(root + ": " + what + ": permission denied", GRANT);
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

    /** An instance that somebody made for us is none. */
    static SourceState refusedReadyMade(Path instance, IOException e) {
        boolean missing = e instanceof NoSuchFileException && !Files.exists(instance.resolve("trace_pipe"));
        String reason = missing
                ? "is no instance of tracefs"
                : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return unavailable(
                instance + ": " + reason,
                "make it and give it to this user, as root: mkdir /sys/kernel/tracing/instances/NAME; chown -R USER"
                        + " /sys/kernel/tracing/instances/NAME");
    }

    static SourceState unavailable(String detail, String remedy) {
        return new SourceState(TracefsSource.NAME, Status.UNAVAILABLE, detail, remedy);
    }

    private static boolean lockedDown() {
        String modes = SmallFile.text(LOCKDOWN);
        return modes != null && modes.contains("[confidentiality]");
    }
}
