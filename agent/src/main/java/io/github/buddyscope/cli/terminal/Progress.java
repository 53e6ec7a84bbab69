// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;

/**
 * How far a long input has been read, on one line of the terminal that is written over. Nothing within the first second,
 * and nothing ever where standard error is no terminal. Who prints to the terminal meanwhile calls {@link #clear()} first.
 */
public final class Progress {
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long EVERY_NANOS = 200_000_000;
    private static final int LONGEST_NAME = 40;

    private final PrintStream terminal;
    private String name = "";
    private long size;
    private long next;
    private boolean shown;

    private Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** @param err is written to only where it is a terminal that can take a line back */
    public static Progress on(PrintStream err) {
        return Terminal.takesBackLines(err) ? shownOn(err) : new Progress(null);
    }

    static Progress shownOn(PrintStream terminal) {
        return new Progress(terminal);
    }

    /**
     * Another input begins.
     *
     * @param size bytes, as they lie on the disk; 0 where that isn't known
     */
    public void begin(String name, long size, long nanos) {
        clear();
        String safe = SafeText.line(name);
        this.name = safe.length() > LONGEST_NAME ? "..." + safe.substring(safe.length() - LONGEST_NAME + 3) : safe;
        this.size = size;
        next = nanos + FIRST_NANOS;
    }

    /** @param bytes how many of the input's have been read, as they lie on the disk */
    public void at(long bytes, long nanos) {
        if (terminal == null || nanos - next < 0) {
            return;
        }
        next = nanos + EVERY_NANOS;
        shown = true;
        String part = size <= 0 ? "" : Math.min(100, bytes * 100 / size) + "% of ";
        terminal.print("\r" + name + ": " + part + Math.max(bytes, size) / 1_000_000 + " MB\u001b[K");
        terminal.flush();
    }

    /** Takes the line back. */
    public void clear() {
        if (shown) {
            shown = false;
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }
}
