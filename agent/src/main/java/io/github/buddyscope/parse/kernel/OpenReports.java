// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.line.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reports whose lines are coming in, oldest first, and the rules by which they end. They are handed on in the order of
 * their headers.
 */
final class OpenReports {
    static final int MAX_OPEN = 8;
    static final int MAX_FOREIGN_LINES = 2_000;
    static final long MAX_GAP_MICROS = 10_000_000;
    /** A report without a line of its own for this long is not the one that goes on while another does. */
    static final long STALE_MICROS = 1_000_000;

    /** Failures that wait for an older one to be complete. */
    static final int MAX_WAITING = 1_024;
    /** Lines after an OOM kill in which others of its cgroup may be killed with it. */
    static final int MAX_AFTER_KILL = 32;

    private final List<OpenReport> reports = new ArrayList<>(MAX_OPEN);
    private final Deque<Gathered> inOrder = new ArrayDeque<>();
    private final Consumer<FailureReport> consumer;

    OpenReports(Consumer<FailureReport> consumer) {
        this.consumer = consumer;
    }

    /** Whether nothing is open, nor waits for what is. */
    boolean isEmpty() {
        return inOrder.isEmpty() && reports.isEmpty();
    }

    int size() {
        return reports.size();
    }

    OpenReport get(int i) {
        return reports.get(i);
    }

    void add(OpenReport report) {
        for (OpenReport r : reports) {
            boolean over = r.oom() == null && r.ended();
            if (over || sameCaller(r, report.header())) {
                r.close();
            }
        }
        handOn();
        if (reports.size() == MAX_OPEN) {
            makeRoom();
        }
        reports.add(report);
        queue(report);
    }

    /** A failure without stack and dump; it is handed on in its turn, once it is closed. */
    void add(ShortFailure failure) {
        queue(failure);
    }

    private void queue(Gathered gathered) {
        if (inOrder.size() == MAX_WAITING) {
            inOrder.peek().close();
            handOn();
        }
        inOrder.add(gathered);
    }

    /** Whether a line with this caller may be the report's: always where the kernel prints no callers. */
    static boolean mayOwn(OpenReport report, KernelLine line) {
        return !report.closed()
                && (line.caller() == null
                        || line.caller().equals(report.header().caller()));
    }

    /** Ends what has had no line of its own for too long, or what another boot printed. */
    void expire(long position, Clock clock) {
        for (OpenReport r : reports) {
            long gap = Math.abs(clock.since(r.lastClock()));
            int lines = r.oom() != null && r.ended() ? MAX_AFTER_KILL : MAX_FOREIGN_LINES;
            if (position - r.lastLine() > lines || gap > MAX_GAP_MICROS) {
                r.close();
            }
        }
        handOn();
    }

    /** A line came that is no report's: dumps that had their totals are over. */
    void foreign(KernelLine line) {
        for (OpenReport r : reports) {
            if (r.oom() == null && r.ended() && mayOwn(r, line)) {
                r.close();
            }
        }
        handOn();
    }

    void closeAll() {
        for (OpenReport r : reports) {
            r.close();
        }
        for (Gathered gathered : inOrder) {
            gathered.close();
        }
        handOn();
    }

    /** The pace of the slowest of those that {@link #settle} would hand on, in microseconds; -1 where there is none. */
    long pace() {
        long slowest = -1;
        for (Gathered gathered : inOrder) {
            if (!gathered.complete()) {
                break;
            }
            slowest = Math.max(slowest, gathered.pace());
        }
        return slowest;
    }

    /** Hands on what is complete, up to the first that isn't. It stays open for lines that may yet come, which go nowhere. */
    void settle() {
        while (!inOrder.isEmpty() && inOrder.peek().complete()) {
            tell(inOrder.poll());
        }
    }

    /** Whether something is open that isn't complete. */
    boolean inProgress() {
        for (Gathered gathered : inOrder) {
            if (!gathered.complete()) {
                return true;
            }
        }
        return false;
    }

    private void tell(Gathered gathered) {
        if (gathered.isFailure()) {
            consumer.accept(gathered.report());
        }
        gathered.handedOn();
    }

    static boolean stale(OpenReport older, OpenReport younger) {
        return younger.beganClock().since(older.lastClock()) > STALE_MICROS;
    }

    private static boolean sameCaller(OpenReport report, KernelLine line) {
        return line.caller() != null && line.caller().equals(report.header().caller());
    }

    private void makeRoom() {
        OpenReport least = reports.get(0);
        for (OpenReport r : reports) {
            if (!r.isFailure() || r.ended()) {
                least = r;
                break;
            }
        }
        least.close();
        handOn();
    }

    /** Hands on what is closed, up to the first that isn't. */
    void handOn() {
        for (int i = reports.size() - 1; i >= 0; i--) {
            if (reports.get(i).closed()) {
                reports.remove(i);
            }
        }
        while (!inOrder.isEmpty() && inOrder.peek().closed()) {
            tell(inOrder.poll());
        }
    }
}
