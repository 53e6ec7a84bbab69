// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;

/**
 * The terminal, taken over: alternate screen, no cursor, keys as they are pressed. Given back whatever ends the process, but
 * for a kill that can't be caught: by {@link #close()}, by a shutdown hook, and for as long as Ctrl-Z stops it.
 */
public final class Screen implements AutoCloseable {
    /** Alternate screen, cursor hidden, no wrapping at the right edge (xterm's private modes). */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    /** Where there's no alternate screen, what comes next stands below. */
    private static final String LEAVE = "\u001b[?2026l\u001b[m\u001b[999;1H\r\n\u001b[?7h\u001b[?25h\u001b[?1049l";

    private static final long GIVE_BACK_MILLIS = 3_000;

    private final OutputStream out;
    private final Charset charset;
    private final FrameWriter writer;
    private final Runnable changed;
    private final Thread hook = new Thread(this::giveBackInTime, "buddyscope-screen");
    private String settings;
    private boolean mayStop;
    private boolean taken;
    private boolean closed;
    private Frame shown;

    /**
     * @param changed called on another thread when the size changed or all must be drawn again
     */
    public Screen(boolean colours, Charset charset, Runnable changed) {
        this.out = new FileOutputStream(FileDescriptor.out);
        this.charset = charset;
        this.writer = new FrameWriter(colours);
        this.changed = changed;
    }

    /** Takes the terminal. */
    public void open() throws IOException {
        settings = Stty.settings();
        Runtime.getRuntime().addShutdownHook(hook);
        Signals.on("WINCH", changed);
        mayStop = Signals.on("CONT", this::takeAgain) && Signals.on("TSTP", this::stop);
        take();
    }

    /** Whether keys come as they are pressed. */
    public boolean hasKeys() {
        return settings != null;
    }

    private synchronized void take() throws IOException {
        if (closed || taken) {
            return;
        }
        taken = true;
        if (settings != null && !Stty.raw(mayStop)) {
            settings = null;
        }
        shown = null;
        write(ENTER);
    }

    private synchronized void giveBack() {
        if (!taken) {
            return;
        }
        taken = false;
        try {
            write(LEAVE);
        } catch (IOException gone) {
            // there's no terminal to be given back
        }
        if (settings != null) {
            Stty.restore(settings);
        }
    }

    /** Shows the picture, with as little output as it takes. */
    public synchronized void show(Frame frame) throws IOException {
        if (!taken) {
            return;
        }
        boolean sameSize = shown != null
                && shown.columns() == frame.columns()
                && shown.lines().size() == frame.lines().size();
        String update = writer.update(sameSize ? shown : null, frame);
        shown = frame;
        if (!update.isEmpty()) {
            write(update);
        }
    }

    /** Draws all of the next picture, whatever the terminal may show by now. */
    public synchronized void forget() {
        shown = null;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(charset));
        out.flush();
    }

    /** Ctrl-Z: the shell gets its terminal as it was, and then stops this process. */
    private void stop() {
        giveBack();
        try {
            Process kill = new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(1, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                takeAgain();
            }
        } catch (IOException noKill) {
            takeAgain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeAgain() {
        try {
            take();
        } catch (IOException gone) {
            return;
        }
        changed.run();
    }

    /** A terminal that takes no output (Ctrl-S, a dead connection) must not keep the process alive. */
    private void giveBackInTime() {
        Thread back = new Thread(this::close, "buddyscope-screen-back");
        back.setDaemon(true);
        back.start();
        try {
            back.join(GIVE_BACK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            giveBack();
        }
    }
}
