// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.wire.JvmJson;
import io.github.buddyscope.wire.JvmLook;
import io.github.buddyscope.wire.Refusal;
import io.github.buddyscope.wire.SocketLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;

/** Asks the agent in the watched JVM, once it has come to the socket that it looks for. For one thread. */
final class AgentAnswers implements Closeable {
    /** An agent looks for the socket every second. */
    private static final long FIRST_WAIT_MILLIS = 3_000;

    private static final long LOOK_MILLIS = 500;
    /** Rather met anew than asked when it may just be leaving. */
    private static final long LEFT_NANOS = JvmLook.SILENCE_MILLIS * 1_000_000 / 2;

    private final JvmAccess access;
    private final BooleanSupplier closed;
    private MeetingSocket meeting;
    private SocketLines lines;
    private String problem = "";
    private boolean waited;
    private long askedNanos;

    AgentAnswers(JvmAccess access, BooleanSupplier closed) {
        this.access = access;
        this.closed = closed;
    }

    /** Whether it is there to be asked. */
    boolean connected() {
        return lines != null;
    }

    /** Why it can't be asked; "" where that isn't so, or not known yet. */
    String problem() {
        return problem;
    }

    /**
     * What it says now, however long that takes: a JVM in a pause answers after it.
     *
     * @return null where it hasn't come yet, or is gone
     */
    JvmSample ask() throws JvmAccess.Refused {
        try {
            if (lines != null && System.nanoTime() - askedNanos >= LEFT_NANOS) {
                drop();
                waited = false;
            }
            if (lines == null) {
                meet();
            }
            return lines == null ? null : answer();
        } catch (IOException | Refusal e) {
            drop();
            return null;
        }
    }

    private void meet() throws JvmAccess.Refused, IOException {
        accept(0);
        String apart = access.apart();
        if (lines == null && !apart.isEmpty()) {
            leave();
            problem = "its agent can't be asked: " + apart;
            return;
        }
        if (lines == null && (meeting == null || !meeting.stands())) {
            leave();
            int user = access.user();
            try {
                meeting = MeetingSocket.listen(access.socket(), user);
            } catch (IOException e) {
                problem = "its agent can't be asked: no socket can be made at " + access.socket() + " (" + reason(e)
                        + ")";
                return;
            }
        }
        long deadline = System.nanoTime() + FIRST_WAIT_MILLIS * 1_000_000;
        while (lines == null && !waited && !closed.getAsBoolean() && System.nanoTime() - deadline < 0) {
            accept(LOOK_MILLIS);
        }
        waited = true;
        problem = lines != null ? "" : "its agent hasn't come to " + access.socket();
    }

    private void accept(long millis) throws IOException {
        lines = meeting == null ? null : meeting.accept(millis);
    }

    /** Not in the words of the host's language. */
    private static String reason(IOException e) {
        if (e instanceof MeetingSocket.Unfit) {
            return e.getMessage();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName();
    }

    private JvmSample answer() throws IOException, Refusal {
        askedNanos = System.nanoTime();
        lines.write(JvmLook.ask());
        while (!closed.getAsBoolean()) {
            String line = lines.next(LOOK_MILLIS);
            if (line != null) {
                leave(); // not before: the agent looks whether it is still the one that it has come to
                return JvmJson.read(line, System.nanoTime());
            }
        }
        return null;
    }

    private void drop() {
        end(lines);
        lines = null;
        leave(); // it comes only once to each
    }

    private void leave() {
        end(meeting);
        meeting = null;
    }

    private static void end(Closeable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** Waits for it no longer. */
    @Override
    public void close() {
        drop();
        problem = "";
    }
}
