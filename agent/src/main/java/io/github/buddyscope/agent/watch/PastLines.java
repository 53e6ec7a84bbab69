// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.FollowedReports;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gives lines to {@link FollowedReports}: live ones at once, and those that the log already held at the start before the
 * first live one, when somebody can look at what comes of them, or after {@value #PATIENCE_SECONDS} seconds. Some thirty
 * old reports cost a starting JVM a quarter of a second of CPU, and many a JVM ends before anyone has looked.
 *
 * <p>Holds at most {@value #MOST_LINES} lines of {@value #MOST_CHARACTERS} characters; with more it doesn't wait. Called by
 * the source's thread and by the agent's.
 */
final class PastLines implements KernelLogSink {
    static final int MOST_LINES = 8_192;
    static final int MOST_CHARACTERS = 1 << 20;
    static final int PATIENCE_SECONDS = 30;

    private final Consumer<FailureReport> consumer;
    private final Facts facts;
    private final long dueNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    private List<KernelLine> held = new ArrayList<>();
    private long characters;
    private int idles;
    private volatile FollowedReports reports; // null while lines are held

    /**
     * @param consumer gets each failure, in the order of their headers
     * @param facts told that they're wanted soon, while a live report goes on
     */
    PastLines(Consumer<FailureReport> consumer, Facts facts) {
        this.consumer = consumer;
        this.facts = facts;
    }

    @Override
    public synchronized void line(KernelLine line) {
        if (reports == null && !line.arrival().live()) {
            hold(line);
            return;
        }
        tell();
        reports.line(line);
        if (line.arrival().live() && reports.gathering()) {
            facts.expected();
        }
    }

    private void hold(KernelLine line) {
        held.add(line);
        characters += line.text().length();
        idles = 0;
        if (held.size() >= MOST_LINES || characters >= MOST_CHARACTERS) {
            tell();
        }
    }

    /** From now on nothing is held back. */
    synchronized void tell() {
        if (reports != null) {
            return;
        }
        FollowedReports past = new FollowedReports(consumer);
        List<KernelLine> lines = held;
        held = null;
        reports = past;
        for (KernelLine line : lines) {
            past.line(line);
        }
        for (int i = 0; i < idles; i++) {
            past.idle();
        }
    }

    /** Whether nothing is held back any more. */
    boolean told() {
        return reports != null;
    }

    /** To be called now and then. */
    synchronized void tick(long now) {
        if (now - dueNanos >= 0 && HeapRoom.has(0)) {
            tell();
        }
    }

    @Override
    public synchronized long settleNanos() {
        return reports == null ? Long.MAX_VALUE : reports.settleNanos();
    }

    @Override
    public synchronized void settle() {
        if (reports != null) {
            reports.settle();
        }
    }

    @Override
    public synchronized void lost(long lines, String why) {
        if (reports != null || !held.isEmpty()) {
            tell();
            reports.lost(lines);
        }
    }

    @Override
    public synchronized void skipped(KernelLine line) {
        tell();
        reports.skipped(line);
    }

    @Override
    public boolean floods() {
        FollowedReports told = reports;
        return told != null && told.floods();
    }

    /** Whether what is being handed on is the last that there is to read. While it is. */
    boolean drained() {
        FollowedReports told = reports;
        return told != null && told.drained();
    }

    long received() {
        FollowedReports told = reports;
        return told == null ? 0 : told.received();
    }

    long dropped() {
        FollowedReports told = reports;
        return told == null ? 0 : told.dropped();
    }

    long linesPassedOver() {
        FollowedReports told = reports;
        return told == null ? 0 : told.linesPassedOver();
    }

    @Override
    public synchronized void idle() {
        if (reports == null) {
            idles++;
        } else {
            reports.idle();
        }
    }
}
