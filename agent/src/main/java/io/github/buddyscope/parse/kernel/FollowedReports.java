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
 *       {@code printk} may wait for it with each line: {@value #PACES} times as long as the slowest of the report's lines
 *       took, and at least a millisecond. What comes later all the same is still known for the report's own, and left out;
 *   <li>else when nothing has come for a second: a report without its dump, which the kernel limits by itself, a slab's,
 *       which has a line for each node, and a cgroup's that is killed as a whole.
 * </ul>
 * Not for use by several threads.
 */
public final class FollowedReports {
    private static final int PACES = 4;
    private static final long LEAST_MICROS = 1_000;
    private static final long MOST_MICROS = 1_000_000;

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

    /**
     * Nanoseconds without a line after which {@link #settle} is to be called, from a millisecond to a second;
     * {@link Long#MAX_VALUE} where it would do nothing.
     */
    public long settleNanos() {
        long pace = mender.holdsWhole() ? 0 : assembler.pace();
        if (pace < 0) {
            return Long.MAX_VALUE;
        }
        long micros = Math.min(MOST_MICROS, PACES * Math.min(MOST_MICROS, pace));
        return TimeUnit.MICROSECONDS.toNanos(Math.max(LEAST_MICROS, micros));
    }

    /** Nothing more is to be read, and nothing came for a while: what is complete is handed on. */
    public void settle() {
        if (mender.holdsWhole()) {
            mender.flush();
        }
        assembler.settle();
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
