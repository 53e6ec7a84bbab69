// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.util.ArrayList;
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

    private final List<OpenReport> reports = new ArrayList<>(MAX_OPEN);
    private final Consumer<FailureReport> consumer;

    OpenReports(Consumer<FailureReport> consumer) {
        this.consumer = consumer;
    }

    boolean isEmpty() {
        return reports.isEmpty();
    }

    int size() {
        return reports.size();
    }

    OpenReport get(int i) {
        return reports.get(i);
    }

    void add(OpenReport report) {
        for (OpenReport r : reports) {
            boolean over = r.inMemory() && r.memory().complete();
            if (over || sameCaller(r, report.header())) {
                r.close();
            }
        }
        handOn();
        if (reports.size() == MAX_OPEN) {
            makeRoom();
        }
        reports.add(report);
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
            if (position - r.lastLine() > MAX_FOREIGN_LINES || gap > MAX_GAP_MICROS) {
                r.close();
            }
        }
        handOn();
    }

    /** A line came that is no report's: dumps that had their totals are over. */
    void foreign(KernelLine line) {
        for (OpenReport r : reports) {
            if (r.inMemory() && r.memory().complete() && mayOwn(r, line)) {
                r.close();
            }
        }
        handOn();
    }

    void closeAll() {
        for (OpenReport r : reports) {
            r.close();
        }
        handOn();
    }

    static boolean stale(OpenReport older, OpenReport younger) {
        return younger.beganClock().since(older.lastClock()) > STALE_MICROS;
    }

    private static boolean sameCaller(OpenReport report, KernelLine line) {
        return line.caller() != null && line.caller().equals(report.header().caller());
    }

    private void makeRoom() {
        for (OpenReport r : reports) {
            if (!r.isFailure()) {
                reports.remove(r);
                return;
            }
        }
        reports.get(0).close();
        handOn();
    }

    private void handOn() {
        while (!reports.isEmpty() && reports.get(0).closed()) {
            OpenReport done = reports.remove(0);
            if (done.isFailure()) {
                consumer.accept(done.report());
            }
        }
    }
}
