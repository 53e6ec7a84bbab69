// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.kernel.prefix.JournalRecord;
import io.github.buddyscope.source.kernellog.delivery.Text;
import io.github.buddyscope.source.procfs.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the journal can be read, and if not, why, and the step that would grant it. The places and the rules of access are
 * those of systemd-journald.service(8).
 *
 * @param journalctl null where there is none
 * @param roots where journald keeps its journals, one directory a machine id
 * @param machineId the file with this machine's id, of which journalctl reads the journals
 */
public record JournalAccess(Journalctl journalctl, List<Path> roots, Path machineId) {
    private static final long ANSWER_MILLIS = 3000; // a journal of gigabytes on a slow disk needs a while
    private static final long LOOK_MILLIS = 5;
    private static final int MAX_FILES = 1000;

    private static final String GROUP = "let the service read the journal: usermod -aG systemd-journal "
            + System.getProperty("user.name", "USER")
            + " (systemd: SupplementaryGroups=systemd-journal), and start it anew";
    private static final String MOUNT =
            "in a container: mount the host's journal (docker: -v /run/log/journal:/run/log/journal:ro"
                    + " -v /var/log/journal:/var/log/journal:ro -v /etc/machine-id:/etc/machine-id:ro) and install journalctl in the"
                    + " image (package systemd)";
    private static final String KMSG = "have journald read the kernel's log (journald.conf: ReadKMsg=yes)";

    /** The journal where systemd puts it. */
    public static JournalAccess ofThisHost() {
        return new JournalAccess(
                Journalctl.ofThisHost(),
                List.of(Path.of("/run/log/journal"), Path.of("/var/log/journal")),
                Path.of("/etc/machine-id"));
    }

    /** Asks for the newest kernel record; takes some 20 ms, and three seconds at most. */
    public SourceState probe() {
        if (journalctl == null) {
            return unavailable("there is no journalctl in /usr/bin or /bin", MOUNT);
        }
        JournalRecord[] newest = new JournalRecord[1];
        try (JournalChild child = new JournalChild(journalctl.newest(), line -> {
            JournalRecord record = JournalRecord.parse(line);
            newest[0] = record == null ? newest[0] : record;
        })) {
            boolean ended = awaitEnd(child);
            if (newest[0] != null) {
                return SourceState.ok(JournalSource.NAME);
            }
            return ended
                    ? nothing(child.complaint())
                    : unavailable("journalctl gave no answer within " + ANSWER_MILLIS / 1000 + " s", "");
        } catch (IOException | RuntimeException e) {
            return refused(e);
        }
    }

    private static boolean awaitEnd(JournalChild child) throws IOException {
        long deadline = System.nanoTime() + ANSWER_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            boolean ended = child.ended();
            while (child.read()) {
                continue;
            }
            if (ended) {
                return true;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** The program couldn't be started. */
    static SourceState refused(Exception e) {
        return e instanceof SecurityException
                ? unavailable(
                        "the security manager lets no program be started: " + e.getMessage(),
                        "grant the agent's jar java.security.AllPermission")
                : unavailable("journalctl can't be started: " + e.getMessage(), "");
    }

    /**
     * The program ran, and had nothing.
     *
     * @param complaint what it said, or empty
     */
    SourceState nothing(String complaint) {
        int files = 0;
        int readable = 0;
        for (Path root : roots) {
            for (Path file : journals(root)) {
                files++;
                readable += Files.isReadable(file) ? 1 : 0;
            }
        }
        String said = complaint.isEmpty() ? "" : "journalctl says: " + complaint;
        if (files == 0) {
            String none =
                    elsewhere() ? "the journals here are of another machine id" : "there is no journal of this machine";
            return unavailable(Text.joined(none, said), MOUNT);
        }
        if (readable == 0 || complaint.contains("insufficient permissions")) {
            return unavailable(Text.joined("the system's journal may not be read", said), GROUP);
        }
        return said.isEmpty()
                ? unavailable("the journal holds no kernel line of this boot", KMSG)
                : unavailable(said, "");
    }

    private List<Path> journals(Path root) {
        String id = SmallFile.text(machineId);
        try {
            return id == null ? List.of() : files(root.resolve(id), "system*.journal");
        } catch (InvalidPathException noId) {
            return List.of();
        }
    }

    private boolean elsewhere() {
        for (Path root : roots) {
            if (!files(root, "*").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> files(Path directory, String pattern) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            List<Path> files = new ArrayList<>();
            for (Path each : stream) {
                if (files.size() < MAX_FILES) {
                    files.add(each);
                }
            }
            return files;
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static SourceState unavailable(String detail, String remedy) {
        return new SourceState(JournalSource.NAME, Status.UNAVAILABLE, detail, remedy);
    }
}
