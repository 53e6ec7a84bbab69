// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.line.Clock;

/** Up to 4.8 vmalloc says its size in a line before an ordinary header of order 0: both are one failure. */
final class VmallocLine {
    /** How far it may stand before its header; other processors print between them. */
    private static final int MAX_LINES = 20;

    private final OpenReports open;
    private ShortFailure line; // null where none waits for its header
    private long at;
    private Clock clock;

    VmallocLine(OpenReports open) {
        this.open = open;
    }

    /** Such a line has come; the one before stands for itself. */
    void begin(ShortFailure failure, long position, Clock when) {
        if (line != null) {
            line.close();
        }
        line = failure;
        at = position;
        clock = when;
    }

    boolean is(ShortFailure failure) {
        return line != null && line == failure;
    }

    /** No header comes any more. */
    void forget() {
        line = null;
    }

    /** The header for it didn't come, so it stands for itself. */
    void end(long position) {
        if (line != null && position - at > MAX_LINES) {
            line.close();
            line = null;
            open.handOn();
        }
    }

    /** Makes one failure of both where this header is the line's. */
    void join(OpenReport report, FailureHeader failure, int suppressed) {
        ShortFailure told = line;
        boolean fits = told != null
                && failure.kind() == FailureKind.PAGE_ALLOC_FAILURE
                && failure.request().order() == 0
                && OpenReports.mayOwn(report, told.header())
                && Math.abs(report.beganClock().since(clock)) <= OpenReports.STALE_MICROS;
        if (fits) {
            told.withdraw();
            line = null;
            report.ofVmalloc(failure.ofVmalloc((Vmalloc) told.failure().detail()), told.header());
            report.suppressed((int) Math.min(Integer.MAX_VALUE, (long) suppressed + told.suppressed()));
            open.handOn();
        }
    }
}
