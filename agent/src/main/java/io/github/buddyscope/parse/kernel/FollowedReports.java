// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.mend.LineMender;
import java.util.function.Consumer;

/**
 * The failure reports of a log that is read as it grows: its lines in, each report out once it is over. Not for use by
 * several threads.
 */
public final class FollowedReports {
    private final ReportAssembler assembler;
    private final LineMender mender;
    private boolean quiet;

    /** @param consumer gets each failure, in the order of their headers */
    public FollowedReports(Consumer<FailureReport> consumer) {
        assembler = new ReportAssembler(consumer);
        mender = new LineMender(assembler::accept);
    }

    /** Takes the next line of the log. */
    public void line(KernelLine line) {
        quiet = false;
        mender.accept(line);
    }

    /** At the first the kernel may be in the middle of a report; at the second nothing has come for a second. */
    public void idle() {
        if (quiet) {
            mender.flush();
            assembler.idle();
        }
        quiet = true;
    }
}
