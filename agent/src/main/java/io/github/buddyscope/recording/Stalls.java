// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/** Stalls that the trace saw. Sums are of the outermost: one within another of the same task is part of it. */
public final class Stalls {
    private static final int MARKS = 6000;
    private static final int KEYS = 2000;
    private static final int SPANS = 200_000;

    private final MarkLog<Stall> others = new MarkLog<>(MARKS, Stall::micros, Stall::nanos);
    private final MarkLog<Stall> own = new MarkLog<>(MARKS, Stall::micros, Stall::nanos);
    private final Tally<Staller> byThread = new Tally<>(KEYS);
    private final Tally<Kind> byOrder = new Tally<>(KEYS);
    private final Spans ofPauses = new Spans(SPANS);
    private final Spans pauses = new Spans(SPANS);
    private Stall longestOwn;
    private Stall longest;
    private long ownNanos;
    private long ownCount;
    private long count;
    private long nanos;

    /** Whose stalls. */
    public record Staller(String name, String threadKind, boolean inThisJvm) {}

    /** What was asked for, and how room was made. */
    public record Kind(int order, String kind, boolean inThisJvm) {}

    void add(Stall stall) {
        (stall.inThisJvm() ? own : others).add(stall);
        if (!stall.outermost()) {
            return;
        }
        count++;
        nanos += stall.nanos();
        String name = stall.javaThread() == null ? stall.task() : stall.javaThread();
        byThread.add(new Staller(name, stall.threadKind(), stall.inThisJvm()), stall.nanos());
        byOrder.add(new Kind(stall.order(), stall.kind(), stall.inThisJvm()), stall.nanos());
        longest = longer(longest, stall);
        if (stall.inThisJvm()) {
            ownCount++;
            ownNanos += stall.nanos();
            longestOwn = longer(longestOwn, stall);
        }
        if (stall.ofPauses()) {
            ofPauses.add(stall.micros(), stall.micros() + stall.nanos() / 1000);
        }
    }

    private static Stall longer(Stall before, Stall stall) {
        return before == null || stall.nanos() > before.nanos() ? stall : before;
    }

    void add(Pause pause) {
        pauses.add(pause.micros(), pause.micros() + pause.nanos() / 1000);
    }

    /** Of other tasks. */
    public MarkLog<Stall> others() {
        return others;
    }

    /** Of this JVM's threads. */
    public MarkLog<Stall> own() {
        return own;
    }

    public Tally<Staller> byThread() {
        return byThread;
    }

    public Tally<Kind> byOrder() {
        return byOrder;
    }

    public long count() {
        return count;
    }

    public long nanos() {
        return nanos;
    }

    public long ownCount() {
        return ownCount;
    }

    /** Of all threads of this JVM added up. */
    public long ownNanos() {
        return ownNanos;
    }

    /** Null where there was none. */
    public Stall longest() {
        return longest;
    }

    /** Null where there was none. */
    public Stall longestOwn() {
        return longestOwn;
    }

    /** Time of collection pauses in which at least one thread that works in them was stalled. */
    public long inPausesMicros() {
        return pauses.common(ofPauses);
    }

    /** Whether that time may be too short, for want of room. */
    public boolean inPausesIncomplete() {
        return pauses.full() || ofPauses.full();
    }
}
