// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process, through {@code stty(1)}: Java can't ask or set it itself. That is standard input where it is
 * one: what runs by {@code su -c} has no controlling terminal, and may not open the device by its name.
 */
public final class Stty {
    static final File CONTROLLING = new File("/dev/tty");
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int LONGEST_ANSWER = 1_024;

    private Stty() {}

    /** Rows and columns. */
    public record Size(int rows, int columns) {
        /** What terminals were born with. */
        public static final Size USUAL = new Size(24, 80);
    }

    /** Whether standard input is a terminal. */
    static boolean isStandardInput() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Null where that can't be told. */
    public static Size size() {
        return size(run("size"));
    }

    /** @param answer rows and columns: {@code 24 80} */
    static Size size(String answer) {
        String[] words = answer == null ? new String[0] : answer.strip().split(" ");
        boolean numbers =
                words.length == 2 && words[0].matches("[1-9][0-9]{0,3}") && words[1].matches("[1-9][0-9]{0,3}");
        return numbers ? new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1])) : null;
    }

    /** All settings in stty's own form; null where they can't be read. */
    static String settings() {
        String saved = run("-g");
        return saved == null || saved.isBlank() ? null : saved.strip();
    }

    /**
     * Keys come at once and aren't shown; Ctrl-C and its like stay signals.
     *
     * @param mayStop whether Ctrl-Z does, too: somebody must be there to give the screen back first
     */
    static boolean raw(boolean mayStop) {
        return mayStop
                ? run("-icanon", "-echo", "min", "1", "time", "0") != null
                : run("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef") != null;
    }

    /** @param settings of {@link #settings()} */
    static void restore(String settings) {
        run(settings);
    }

    /** What it answered; null where it failed, isn't there, or takes too long. */
    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, "stty");
        Process stty = null;
        try {
            stty = new ProcessBuilder(command)
                    .redirectInput(
                            isStandardInput()
                                    ? ProcessBuilder.Redirect.INHERIT
                                    : ProcessBuilder.Redirect.from(CONTROLLING))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || stty.exitValue() != 0) {
                return null;
            }
            try (InputStream answer = stty.getInputStream()) {
                return new String(answer.readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
            }
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            if (stty != null) {
                stty.destroyForcibly();
            }
        }
    }
}
