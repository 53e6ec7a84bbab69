// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How wide the terminal is. Java can't ask it; {@code stty} can, and shells don't export {@code COLUMNS}. */
final class TerminalSize {
    private static final long PATIENCE_MILLIS = 500;
    private static final int LONGEST_ANSWER = 32;

    private TerminalSize() {}

    /** Of the terminal that controls this process; 0 where that can't be told. */
    static int columns() {
        Process stty = null;
        try {
            stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return 0;
            }
            try (InputStream answer = stty.getInputStream()) {
                return columns(new String(answer.readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            if (stty != null) {
                stty.destroyForcibly();
            }
        }
    }

    /** @param answer rows and columns: {@code 24 80} */
    static int columns(String answer) {
        String[] words = answer.strip().split(" ");
        return words.length == 2 && words[1].matches("[1-9][0-9]{1,3}") ? Integer.parseInt(words[1]) : 0;
    }
}
