// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;

/**
 * The bytes of a log file as it grows, through rotation, each once and in order. Nothing is waited for in here: every
 * {@link #poll} reads what is there.
 * <ul>
 *   <li>Renamed: the old file is read to its end until the new one has bytes, for a daemon writes to the old one until it
 *       is told; then once more, and then the new one from its start. Renamed several times between two polls: every
 *       file in turn.
 *   <li>Truncated ({@code copytruncate}): the rest is looked for in the copies beside it, and then the file is read from its
 *       start. What was written between logrotate's copy and its truncation is in neither: that is lost by logrotate, as
 *       its manual says, unless it was read before. Truncated twice between two polls: the file between is not seen.
 * </ul>
 */
final class FollowedFile implements Closeable {
    private static final int CHUNK = 64 << 10;
    private static final long MOST_BEHIND = 512 << 10;
    private static final long TAIL = CHUNK; // a dozen reports
    private static final long CLOCK_GRAIN_MILLIS = 2000; // of the times that file systems keep

    /** Receives what was read. */
    interface Output {
        /** @param live false for what the file held when it was first opened */
        void bytes(byte[] bytes, int from, int to, boolean live);

        /** What follows is another file's: a line that has no end won't get one. */
        void newFile();

        void lost(String why);

        /** More comes than is read: where the file is far ahead, its end will do. */
        boolean floods();

        /** Bytes of a line that has begun. */
        int begun();

        /** What was skipped last and isn't counted; null for nothing. */
        SkippedParts uncounted();

        /** What follows stands further down in the file, at a line's begin. */
        void skipped(SkippedParts parts);
    }

    private final Path path;
    private final Output output;
    private final History history;
    private final BooleanSupplier stopped;
    private final byte[] chunk = new byte[CHUNK];
    private OpenLog log;
    private OpenLog broken; // reading it failed: go on there
    private boolean appeared; // wasn't there at first, so that nothing in it is history
    private boolean openedBefore;
    private boolean atEnd;
    private long wholeMillis = System.currentTimeMillis();
    private FileRefusal refusal = FileRefusal.NONE;
    private volatile SourceState state;

    FollowedFile(Path path, long tailBytes, Output output, BooleanSupplier stopped) {
        this.path = path;
        this.output = output;
        history = new History(tailBytes, output);
        this.stopped = stopped;
        state = new SourceState(name(), Status.OFF, "not opened yet", "");
    }

    String name() {
        return "file:" + path;
    }

    /** The last read found the end of the file, so that a line without an end has none. */
    boolean atEnd() {
        return atEnd;
    }

    /** @return whether anything was read */
    boolean poll() {
        FileRefusal before = refusal;
        boolean had = log != null;
        BasicFileAttributes now = look();
        if (now != null && log == null) {
            open(now.fileKey());
        }
        boolean any = drain();
        while (now != null && log != null && !log.key().equals(now.fileKey()) && switched()) {
            any = true;
        }
        if (refusal != before || had != (log != null)) {
            state = stateNow();
        }
        return any;
    }

    private BasicFileAttributes look() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.isRegularFile()) {
                if (log != null && log.key().equals(now.fileKey())) {
                    refusal = FileRefusal.NONE;
                }
                return now;
            }
            refusal = refusal.or(FileRefusal.notAFile(path, now.isDirectory()));
        } catch (IOException e) {
            appeared |= !openedBefore && e instanceof NoSuchFileException;
            refusal = refusal.or(path, e);
        }
        return null;
    }

    private void open(Object key) {
        try {
            OpenLog opened = OpenLog.open(path, key);
            if (broken != null) {
                opened.resume(broken); // another file is found out by the first read
            } else if (!openedBefore && !appeared) {
                history.begin(opened);
            }
            log = opened;
            broken = null;
            openedBefore = true;
            refusal = FileRefusal.NONE;
        } catch (IOException e) {
            refusal = refusal.or(path, e);
        }
    }

    /** Reads to the end of the file that is open. */
    private boolean drain() {
        boolean any = false;
        try {
            while (log != null && !stopped.getAsBoolean()) {
                int length = log.read(ByteBuffer.wrap(chunk));
                atEnd = length < CHUNK;
                if (length == 0) {
                    wholeMillis = System.currentTimeMillis();
                    break;
                }
                any = true;
                if (length == OpenLog.TRUNCATED) {
                    truncated();
                } else {
                    history.handOn(chunk, length, log.position() - length);
                    skip();
                }
            }
        } catch (IOException e) {
            refusal = refusal.or(path, e);
            log.close();
            broken = log;
            log = null;
        }
        return any;
    }

    /** In a flood that is far ahead goes on near the file's end. */
    private void skip() throws IOException {
        if (output.floods() && log.size() - log.position() > MOST_BEHIND) {
            SkippedParts parts = log.skip(path, output.begun(), log.size() - TAIL, chunk, output.uncounted());
            if (parts != null) {
                output.skipped(parts);
            }
        }
    }

    private void truncated() throws IOException {
        FileTime since = FileTime.fromMillis(wholeMillis - CLOCK_GRAIN_MILLIS);
        try (OpenLog copy = Generations.openCopy(path, log, since)) {
            if (copy == null) {
                output.lost(path + " was truncated, and no copy of it is to be found: what had not been read is lost");
            } else {
                for (int length = 1; length > 0 && !stopped.getAsBoolean(); ) {
                    length = Math.max(0, copy.read(ByteBuffer.wrap(chunk)));
                    history.handOn(chunk, length, copy.position() - length);
                }
            }
        }
        history.newFile();
        log.rewind();
    }

    /** Goes on to the file that was begun after the open one, if the daemon writes to it. */
    private boolean switched() {
        OpenLog next;
        try {
            next = Generations.openSuccessor(path, log.key());
        } catch (IOException e) {
            refusal = refusal.or(path, e);
            return false;
        }
        refusal = FileRefusal.NONE;
        if (next == null) {
            return false;
        }
        drain(); // the old one is complete now that the new one has bytes
        if (log == null) {
            output.lost(refusal.detail() + "; what had not been read of the old file is lost");
            refusal = FileRefusal.NONE;
        } else {
            log.close();
        }
        if (stopped.getAsBoolean()) {
            next.close();
            return false;
        }
        history.newFile();
        broken = null;
        log = next;
        drain();
        return true;
    }

    private SourceState stateNow() {
        if (log == null) {
            return new SourceState(name(), Status.UNAVAILABLE, refusal.detail(), refusal.remedy());
        }
        if (refusal != FileRefusal.NONE) {
            return new SourceState(
                    name(), Status.PARTIAL, refusal.detail() + "; the file before it is still read", refusal.remedy());
        }
        return new SourceState(name(), Status.OK, history.detail(), "");
    }

    SourceState state() {
        return state;
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
