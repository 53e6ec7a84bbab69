// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real terminal with a shell in it, of a tmux server of its own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path socket;

    /** Skips the test where there's no tmux. */
    Tmux(Path directory, int columns, int rows) {
        socket = directory.resolve("tmux");
        Assumptions.assumeTrue(installed(), "tmux isn't installed");
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "-s",
                "t",
                "env LC_ALL=C.UTF-8 PS1='$ ' sh");
        Awaitility.await().atMost(PATIENCE).until(() -> text().startsWith("$"));
    }

    private static boolean installed() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types a line. */
    void type(String line) {
        tmux("send-keys", "-t", "t", "-l", line);
        tmux("send-keys", "-t", "t", "Enter");
    }

    /** Presses a key by tmux's name for it, e.g. {@code C-c}. */
    void press(String key) {
        tmux("send-keys", "-t", "t", key);
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-t", "t", "-x", "" + columns, "-y", "" + rows);
    }

    /** What it shows. */
    String text() {
        return tmux("capture-pane", "-t", "t", "-p");
    }

    /** A fact of the pane's by tmux's name for it, e.g. {@code alternate_on}. */
    String fact(String name) {
        return tmux("display-message", "-t", "t", "-p", "#{" + name + "}").strip();
    }

    /** Waits until it shows all of that. */
    String await(String... texts) {
        return Awaitility.await("to see " + List.of(texts))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(this::text, shown -> List.of(texts).stream().allMatch(shown::contains));
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        try {
            Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tmux.waitFor(20, TimeUnit.SECONDS) || tmux.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
