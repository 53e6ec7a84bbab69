// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.mend.LineMender;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The failure reports of a log that is read as it grows: its lines in, each report out once it is over. That is
 * <ul>
 *   <li>soon after a line that ends a report of its kind: the number of reserved pages, which every memory dump has
 *       (mm/show_mem.c), the victim of an OOM kill, the one line of others. How soon is a question of the console, since
 *       {@code printk} may wait for it with each line: {@value #PACES} times as long as a line of the report's took
 *       ({@link LinePace}), and at least a millisecond. What comes later all the same is still known for the report's own, and left out;
 *   <li>else when nothing has come for a second: a report without its dump, which the kernel limits by itself, a slab's,
 *       which has a line for each node, and a cgroup's that is killed as a whole.
 * </ul>
 *
 * <p>In a flood reports are passed over whole. Up to {@value #LINES_AT_ONCE} lines at once and {@value #LINES_A_SECOND} a
 * second are gathered into reports, of others only the failures are counted that begin in them. The time is that of the
 * lines' arrival; lines without one are all gathered. {@link #received} failures are those handed on and those
 * {@link #dropped}.
 *
 * <p>The flood is over once there is nothing more to read: the report that came last in it is gathered then, and the next ones
 * as they come, on a credit of {@value #CREDIT} lines. A log that floods again and again gets no more than its ration by that.
 *
 * <p>Not for use by several threads, but for the counts.
 */
public final class FollowedReports {
    /** More than the kernel's ring holds as a rule: all of it is read at the start. */
    static final int LINES_AT_ONCE = 65_536;

    static final int LINES_A_SECOND = 600;

    private static final int MAY_BEGIN_ANOTHER = 8;
    private static final int WHOLE_REPORT = 60; // of a host with one node; the rest of a longer one is owed
    private static final int LONGEST_REPORT = 2 * OpenReport.MAX_LINES;
    static final int CREDIT = LONGEST_REPORT; // as many as the last report gathered in a flood may owe
    private static final int PACES = 4;
    private static final long LEAST_MICROS = 1_000;
    private static final long MOST_MICROS = 1_000_000;

    private final Consumer<FailureReport> consumer;
    private final ReportAssembler assembler;
    private final LineMender mender;
    private final Ration lines = new Ration(LINES_AT_ONCE, LINES_A_SECOND);
    private volatile PassedOver passing; // null but in a flood
    private Headlines skipped;
    private int credit; // 0 until a flood is over
    private int over;
    private long now;
    private boolean quiet;
    private boolean drained;
    private volatile long received;
    private volatile long dropped;
    private volatile long linesPassedOver;

    /** @param consumer gets each failure, in the order of their headers */
    public FollowedReports(Consumer<FailureReport> consumer) {
        this.consumer = consumer;
        assembler = new ReportAssembler(this::found);
        mender = new LineMender(assembler::accept);
    }

    /** Takes the next line of the log. */
    public void line(KernelLine line) {
        quiet = false;
        drained = false;
        if (line.arrival() != null) {
            now = line.arrival().nanos();
            if (passing != null ? passesOver(passing, line) : floods(line)) {
                return;
            }
        }
        mender.accept(line);
    }

    /** Where the ration is used up, what is begun is gathered to its end, and then the flood is passed over. */
    private boolean floods(KernelLine line) {
        if (lines.take(now, credit)) {
            over = 0;
            return false;
        }
        over++;
        if (!mender.holding()) {
            assembler.settle();
        }
        if ((mender.holding() || assembler.inProgress()) && over < LONGEST_REPORT) {
            lines.owe();
            return false;
        }
        end();
        passing = new PassedOver();
        credit = 0;
        return passesOver(passing, line);
    }

    private boolean passesOver(PassedOver flood, KernelLine line) {
        boolean begins = flood.begins(line);
        if (begins) {
            drop(flood);
            if (lines.has(WHOLE_REPORT, now)) {
                passing = null;
                lines.take(now);
                return false;
            }
        }
        if (!flood.keeps(line, begins)) {
            linesPassedOver = linesPassedOver + 1;
        }
        return true;
    }

    /** Another failure began behind the last that was passed over. */
    private void drop(PassedOver flood) {
        if (!flood.last().isEmpty()) {
            linesPassedOver = linesPassedOver + flood.last().size();
            received = received + 1;
            dropped = dropped + 1;
        }
        flood.forget();
    }

    /** The log has been read to its end: the flood's last report is the first behind it. */
    private void ebb(PassedOver flood) {
        passing = null;
        credit = CREDIT;
        for (int i = 0; i < flood.last().size(); i++) {
            lines.owe();
            mender.accept(flood.last().get(i));
        }
        if (flood.isCut()) {
            end();
        }
    }

    /**
     * Lines were lost. Where another report may have begun in them, what comes next isn't taken for the one before.
     *
     * @param many 0 where nobody knows how many
     */
    public void lost(long many) {
        drained = false;
        if (many > 0 && many < MAY_BEGIN_ANOTHER) {
            return;
        }
        if (passing == null) {
            end();
        } else {
            passing.cut();
        }
    }

    /** A line that was skipped in a flood: of such lines only those come in which a report may begin. */
    public void skipped(KernelLine line) {
        if (skipped == null) {
            skipped = new Headlines();
        }
        if (skipped.begins(line)) {
            received = received + 1;
            dropped = dropped + 1;
        }
    }

    private void found(FailureReport report) {
        received = received + 1;
        consumer.accept(report);
    }

    private void end() {
        mender.flush();
        assembler.idle();
    }

    /** A report has begun that isn't complete, or not yet handed on. */
    public boolean gathering() {
        return assembler.inProgress();
    }

    /** More comes than is gathered, so that the log may be read at leisure. */
    public boolean floods() {
        return passing != null;
    }

    /** Failures that the log told of, each counted once it is handed on or dropped. */
    public long received() {
        return received;
    }

    /** Failures that came in a flood and were not handed on. */
    public long dropped() {
        return dropped;
    }

    /** Lines that came in a flood, of which only the failures were counted that began in them. */
    public long linesPassedOver() {
        return linesPassedOver;
    }

    /**
     * Nanoseconds without a line after which {@link #settle} is to be called, from a millisecond to a second;
     * {@link Long#MAX_VALUE} where it would do nothing.
     */
    public long settleNanos() {
        if (passing != null) {
            return Math.max(TimeUnit.MICROSECONDS.toNanos(LEAST_MICROS), lines.nanosUntil(CREDIT));
        }
        long pace = mender.holdsWhole() ? 0 : assembler.pace();
        if (pace < 0) {
            return Long.MAX_VALUE;
        }
        long micros = Math.min(MOST_MICROS, PACES * Math.min(MOST_MICROS, pace));
        return TimeUnit.MICROSECONDS.toNanos(Math.max(LEAST_MICROS, micros));
    }

    /**
     * Nothing more is to be read, and nothing came for a while: what is complete is handed on. Of a flood the last report is made, to be
     * settled in its turn.
     */
    public void settle() {
        drained = true;
        if (passing != null) {
            ebb(passing);
            return;
        }
        if (mender.holdsWhole()) {
            mender.flush();
        }
        assembler.settle();
    }

    /** At the first the kernel may be in the middle of a report; at the second nothing has come for a second. */
    public void idle() {
        drained = true;
        if (quiet) {
            if (passing != null) {
                ebb(passing);
            }
            end();
        }
        quiet = true;
    }

    /** Nothing has come since the log was read to its end: what is handed on now is the last that there is. */
    public boolean drained() {
        return drained;
    }
}
