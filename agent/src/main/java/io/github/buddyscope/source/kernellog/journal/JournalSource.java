// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.kernel.prefix.JournalRecord;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.ReadingSource;
import io.github.buddyscope.source.kernellog.delivery.Text;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kernel log from journald, through a {@code journalctl} that follows it. Only what reached journald as the kernel's own
 * is believed. What journald had taken before the source was started is history, the rest is live.
 *
 * <p>One daemon thread, {@code buddyscope-journal}, looks ten times a second whether the child has written, and four times
 * while it hasn't for a while: journald tells its followers no faster. A child that ends is replaced, ever more slowly while it goes on ending, and begins at the entry
 * that was read last, so that nothing is lost that the journal still holds. It is killed when the source is closed, and
 * when the JVM dies in whatever way, it finds its output closed.
 */
public final class JournalSource extends ReadingSource {
    /** The source's name in its state. */
    public static final String NAME = "journal";

    private static final int BACKLOG = 20_000; // entries; a boot and some reports
    private static final long POLL_MILLIS = 100;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10); // a cold journal on a busy disk
    private static final long LEAST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int CURSOR_CHANCES = 3;

    private final JournalAccess access;
    private final JournalClock clock;
    private final long pollMillis;
    private final long leastPauseMillis;
    private final SeenRecords seen = new SeenRecords();

    private long openedNanos;
    private String cursor; // of the last entry that was read
    private String awaited; // the entry that a new child has to begin with
    private long lastTaken = Long.MIN_VALUE; // when journald took it, microseconds
    private long skippedTo = Long.MIN_VALUE; // without a cursor: what was taken up to then comes again
    private int fruitless; // children in a row that gave nothing new
    private int refused; // children in a row that didn't even give the entry with the cursor
    private boolean any; // this child gave something
    private boolean news; // and something new
    private boolean told; // what the state says of this child is right
    private long number;
    private long garbled;
    private volatile SourceState state = new SourceState(NAME, Status.OFF, "not opened yet", "");

    /** Reads the journal that this access leads to, once started. */
    public JournalSource(JournalAccess access) {
        this(access, new JournalClock(), POLL_MILLIS, LEAST_PAUSE_MILLIS);
    }

    JournalSource(JournalAccess access, JournalClock clock, long pollMillis, long leastPauseMillis) {
        this.access = access;
        this.clock = clock;
        this.pollMillis = pollMillis;
        this.leastPauseMillis = leastPauseMillis;
        thread(this::follow, "buddyscope-journal");
    }

    @Override
    public String name() {
        return NAME;
    }

    private void follow() {
        openedNanos = System.nanoTime();
        while (!closing()) {
            any = false;
            news = false;
            told = false;
            followOne();
            fruitless = news ? 0 : fruitless + 1;
            refused = any ? 0 : refused + 1;
            awaitClosing(pause(leastPauseMillis, fruitless));
        }
    }

    static long pause(long least, int fruitless) {
        return Math.min(LONGEST_PAUSE_MILLIS, least << Math.min(fruitless, 16));
    }

    private void followOne() {
        if (access.journalctl() == null) {
            state = access.probe();
            return;
        }
        try (JournalChild child = new JournalChild(start(access.journalctl()), this::line)) {
            readUntilEnded(child);
        } catch (IOException | SecurityException e) {
            state = JournalAccess.refused(e);
        } catch (RuntimeException | Error e) {
            state = new SourceState(
                    NAME,
                    Status.UNAVAILABLE,
                    "reading failed with " + e.getClass().getName(),
                    "");
        }
    }

    private Process start(Journalctl journalctl) throws IOException {
        if (cursor != null && refused >= CURSOR_CHANCES) {
            cursor = null; // journalctl fails on it
            skippedTo = lastTaken;
        }
        awaited = cursor;
        return cursor == null ? journalctl.follow(BACKLOG) : journalctl.followFrom(cursor);
    }

    private void readUntilEnded(JournalChild child) throws IOException {
        long started = System.nanoTime();
        long wait = pollMillis;
        while (!closing()) {
            boolean ended = child.ended(); // before the last read, so that nothing comes after it
            boolean read = false;
            awaitHeap();
            while (!closing() && child.read()) {
                read = true;
                awaitClosing(delivery().restMillis());
            }
            if (ended) {
                state = ended(child);
                return;
            }
            boolean slow = System.nanoTime() - started > START_NANOS;
            if (!read && (any || slow)) {
                delivery().nothingMore();
            }
            if (read || slow && !told) {
                state = following(child);
                told = any || slow;
            }
            wait = read ? pollMillis : Math.min(2 * wait, pollMillis * 5 / 2);
            long millis = Math.min(wait, delivery().settlingMillis());
            delivery().waits();
            awaitClosing(millis);
        }
    }

    private SourceState ended(JournalChild child) {
        if (!any && number == 0) {
            return access.nothing(child.complaint());
        }
        String said = child.complaint().isEmpty() ? "" : ": " + child.complaint();
        return new SourceState(
                NAME,
                Status.PARTIAL,
                "journalctl ended with status " + child.exitValue() + said + "; it is started anew",
                "");
    }

    private SourceState following(JournalChild child) {
        String said = child.complaint().isEmpty() ? "" : "journalctl says: " + child.complaint();
        if (number == 0) {
            SourceState nothing = access.nothing(child.complaint());
            return new SourceState(NAME, Status.PARTIAL, nothing.detail(), nothing.remedy());
        }
        String broken = garbled == 0 ? "" : garbled + " entries can't be read";
        return new SourceState(NAME, Status.OK, Text.joined(broken, said), "");
    }

    private void line(String line) {
        try {
            JournalRecord record = JournalRecord.parse(line);
            if (record != null) {
                entry(record);
            } else if (line.startsWith("{")) { // else a remark of journalctl's own
                garbled++;
                delivery().lost(1, "an entry of the journal that can't be read");
            }
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    private void entry(JournalRecord record) {
        boolean known = takenUp(record.cursor());
        any = true;
        if (Journalctl.isCursor(record.cursor())) {
            cursor = record.cursor();
        }
        Long taken = record.monotonicMicros();
        if (known || taken != null && taken <= skippedTo) {
            return;
        }
        news = true;
        lastTaken = taken == null ? lastTaken : taken;
        if ("driver".equals(record.transport())) {
            missed(record);
        } else if (record.fromKernel()) {
            kernelEntry(record);
        }
    }

    /** Whether this is the entry that was read last, which a new child gives again; says so where it has gone. */
    private boolean takenUp(String found) {
        String before = awaited;
        awaited = null;
        if (before == null) {
            return false;
        }
        if (found != null && entryOf(found).equals(entryOf(before))) {
            return true;
        }
        delivery().lost(0, "the journal no longer holds the entry at which reading ended");
        return false;
    }

    /** The part of a cursor that tells the entry itself, whichever file it is found in. */
    private static String entryOf(String cursor) {
        int boot = cursor.indexOf(";b=");
        return boot < 0 ? cursor : cursor.substring(boot);
    }

    private void missed(JournalRecord record) {
        if (live(record)) {
            delivery().overtaken();
            delivery().lost(count(record.message()), "overwritten in the kernel's ring before journald read them");
        }
    }

    /** The first number in a text, at most nine digits of it; 0 where there is none. */
    private static long count(String text) {
        long count = 0;
        boolean found = false;
        for (int i = 0; text != null && i < text.length() && count < 100_000_000; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (found && !digit) {
                break;
            }
            found |= digit;
            count = digit ? 10 * count + c - '0' : count;
        }
        return count;
    }

    private void kernelEntry(JournalRecord record) {
        String text = record.message();
        if (text == null) {
            garbled++;
            delivery().lost(1, "an entry of the journal without its message");
            return;
        }
        if (record.kernelMicros() != null && seen.again(record.kernelMicros(), text)) {
            return;
        }
        if (record.kernelMicros() != null && record.monotonicMicros() != null && record.realtimeMicros() != null) {
            clock.taken(record.kernelMicros(), record.monotonicMicros(), record.realtimeMicros());
        }
        number++;
        List<KernelLine> lines = record.lines(number, new KernelLine.Arrival(System.nanoTime(), live(record)));
        for (int i = 0; i < lines.size(); i++) {
            delivery().line(lines.get(i));
        }
    }

    /** It was logged after the source was started, as far as can be told. */
    private boolean live(JournalRecord record) {
        Long taken = record.monotonicMicros();
        boolean before = record.kernelMicros() != null && clock.certainlyBefore(record.kernelMicros(), openedNanos);
        return taken != null && clock.nanos(taken) > openedNanos && !before;
    }

    @Override
    protected SourceState logState() {
        return state;
    }

    @Override
    public LogClock clock() {
        return clock;
    }
}
