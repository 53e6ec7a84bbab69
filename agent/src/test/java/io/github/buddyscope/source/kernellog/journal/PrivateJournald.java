// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * systemd's journald with a {@code /run} and a {@code /var/log} of its own, in a mount namespace that ends with it: it reads
 * this host's kernel log, and nobody on the host notices. Commands are run in there with {@link #inside}.
 */
final class PrivateJournald implements AutoCloseable {
    private static final List<Path> JOURNALD =
            List.of(Path.of("/usr/lib/systemd/systemd-journald"), Path.of("/lib/systemd/systemd-journald"));
    private static final String SETUP =
            "mount -t tmpfs none /run && mount -t tmpfs none /var/log && mkdir -p /run/systemd/journal"
                    + " /run/log/journal/$(cat /etc/machine-id) && mkdir /run/truth && mount -t debugfs none /run/truth; echo ready;"
                    + " exec sleep 600";

    private final String journald;
    private final Process namespace;
    private Process running;

    /** Skips the test where this machine has none or this user can't. */
    PrivateJournald() throws Exception {
        journald = JOURNALD.stream()
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!journald.isEmpty() && Journalctl.ofThisHost() != null, "no systemd-journald here");
        assumeTrue("root".equals(System.getProperty("user.name")), "a journald of one's own needs root");
        assumeTrue(Files.isRegularFile(Path.of("/etc/machine-id")), "no /etc/machine-id");
        namespace = new ProcessBuilder("unshare", "-m", "sh", "-c", SETUP)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] ready = new byte[5];
        boolean mounted = namespace.getInputStream().readNBytes(ready, 0, 5) == 5;
        assumeTrue(mounted && run("test -d /run/systemd/journal").exit == 0, "can't mount in a namespace of one's own");
        start();
    }

    void start() throws IOException {
        running = new ProcessBuilder(inside(journald))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run("journalctl -b -n 1 -q -o json _TRANSPORT=kernel")
                                .out
                                .startsWith("{")
                        || !running.isAlive());
        assumeTrue(running.isAlive(), "journald doesn't run in a namespace here");
    }

    /** As {@code systemctl restart} has it: it keeps its place under /run. */
    void stop() {
        running.destroy();
        await().atMost(Duration.ofSeconds(60)).until(() -> !running.isAlive());
    }

    /** That command line, run in there. */
    List<String> inside(String... command) {
        List<String> words =
                new ArrayList<>(List.of("/usr/bin/nsenter", "-t", Long.toString(namespace.pid()), "-m", "--"));
        words.addAll(List.of(command));
        return words;
    }

    Journalctl journalctl() {
        return new Journalctl(inside(Journalctl.ofThisHost().command().toArray(new String[0])));
    }

    record Ran(int exit, String out) {}

    Ran run(String shell) {
        try {
            Process process = new ProcessBuilder(inside("sh", "-c", shell))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (running != null) {
            stop();
        }
        namespace.destroyForcibly();
    }
}
