// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.KernelLine;
import java.util.concurrent.TimeUnit;

/**
 * Hands lines to a sink that may throw, counts them, and says when the log is quiet. Called by one thread; the counts may
 * be read by any.
 */
public final class Delivery {
    /** After so long without a line the log is quiet. */
    public static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long COPIED_MILLIS = 20;

    private enum Quiet {
        NOT,
        DRAINED,
        LONG
    }

    private final KernelLogSink sink;
    private Quiet quiet = Quiet.NOT;
    private long lastNanos = System.nanoTime();
    private long settleNanos = Long.MAX_VALUE;
    private final FloodRest rest = new FloodRest(lastNanos);
    private boolean floods;
    private volatile long read;
    private volatile long lost;
    private volatile long thrown;
    private volatile Class<?> lastThrown;

    Delivery(KernelLogSink sink) {
        this.sink = sink;
    }

    /** Hands on a line. */
    public void line(KernelLine line) {
        woken();
        rest.line(lastNanos, floods);
        read = read + 1;
        try {
            sink.line(line);
            settleNanos = sink.settleNanos();
            floods = sink.floods();
        } catch (Throwable t) {
            failed(t);
        }
    }

    /** How long from now a source may wait for a line until {@link #settle} is due, in nanoseconds. */
    public long untilSettling() {
        return settleNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, settleNanos - quietNanos());
    }

    /** The same in milliseconds, for a log that somebody copies from the kernel's: who does so writes many lines at a time. */
    public long settlingMillis() {
        long nanos = untilSettling();
        return nanos == Long.MAX_VALUE ? nanos : Math.max(COPIED_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    /**
     * How long a source should rest before it reads on, in milliseconds: 0, but in a flood so long that all its work on
     * that takes one part in {@value FloodRest#PARTS} of a processor. What is lost meanwhile is to be counted.
     */
    public long restMillis() {
        return floods ? TimeUnit.NANOSECONDS.toMillis(rest.due(System.nanoTime())) : 0;
    }

    /** Whether the sink has more than it reads. */
    public boolean floods() {
        return floods;
    }

    /** Lines that were skipped in a flood were counted. */
    public void skipped(long lines) {
        lost = lost + lines;
    }

    /** One of those, in which a report may begin. */
    public void skipped(KernelLine line) {
        try {
            sink.skipped(line);
        } catch (Throwable t) {
            failed(t);
        }
    }

    /** The log goes faster than it is read. To be called as soon as that is seen, which may be long before the gap is handed on. */
    public void overtaken() {
        rest.overtaken();
    }

    /** Hands on that lines were lost. */
    public void lost(long lines, String why) {
        woken();
        lost = lost + lines;
        try {
            sink.lost(lines, why);
            settleNanos = sink.settleNanos();
        } catch (Throwable t) {
            failed(t);
        }
    }

    /** Called whenever there is nothing to read; tells the sink when that is news. */
    public void nothingMore() {
        settle();
        drained();
    }

    /** The source waits before it looks again whether there is something to read. */
    public void waits() {
        rest.nothing(System.nanoTime());
    }

    /** Called when there is nothing to read: lets the sink settle what it wanted to, if it is time. */
    public void settle() {
        waits();
        boolean flooded = floods;
        settleWhatIsDue();
        if (flooded && !floods) {
            settleWhatIsDue();
        }
    }

    private void settleWhatIsDue() {
        if (settleNanos == Long.MAX_VALUE || quietNanos() < settleNanos) {
            return;
        }
        settleNanos = Long.MAX_VALUE;
        try {
            sink.settle();
            if (floods) {
                floods = sink.floods();
                settleNanos = sink.settleNanos(); // of what came of the flood's end
            }
        } catch (Throwable t) {
            failed(t);
        }
    }

    private void drained() {
        boolean late = quietNanos() >= QUIET_NANOS;
        if (quiet == Quiet.LONG || quiet == Quiet.DRAINED && !late) {
            return;
        }
        quiet = quiet == Quiet.DRAINED ? Quiet.LONG : Quiet.DRAINED;
        try {
            sink.idle();
            floods = sink.floods();
        } catch (Throwable t) {
            failed(t);
        }
    }

    /** The sink has been told that the log is drained, or for the second time that it is quiet. */
    public boolean toldDrained() {
        return quiet != Quiet.NOT;
    }

    /** The sink has been told all there is to say until something comes. */
    public boolean toldQuiet() {
        return quiet == Quiet.LONG;
    }

    /** What was handed on last had been held since then, {@link System#nanoTime()}: so long the log has been quiet. */
    public void quietSince(long nanos) {
        lastNanos = nanos;
    }

    /** Nanoseconds since something was handed on. */
    public long quietNanos() {
        return System.nanoTime() - lastNanos;
    }

    long read() {
        return read;
    }

    long lost() {
        return lost;
    }

    /** What the sink threw, for the source's state; empty where it threw nothing. */
    String thrown() {
        return thrown == 0
                ? ""
                : "the receiver of lines failed " + thrown + " times, last with " + lastThrown.getName();
    }

    private void woken() {
        quiet = Quiet.NOT;
        lastNanos = System.nanoTime();
        settleNanos = Long.MAX_VALUE;
    }

    /** Counts what went wrong with a line. */
    public void failed(Throwable t) {
        thrown = thrown + 1;
        lastThrown = t.getClass(); // its message may be the hostile line, and its name needs memory
    }
}
