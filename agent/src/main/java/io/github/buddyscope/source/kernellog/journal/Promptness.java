// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import io.github.buddyscope.source.kernellog.clock.ClockOffset;
import java.util.concurrent.TimeUnit;

/**
 * Tells from the journal alone which records journald took as they came. Of two neighbours that the kernel stamped well
 * apart and that journald took equally late, neither was kept waiting: a journald that was held up takes what has
 * gathered in one go, so that the later record waited less by the whole distance between the two. That a second delay of
 * the same length follows by chance is not excluded, but would have to meet the first to a millisecond.
 */
final class Promptness {
    private static final long APART = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NEAR = TimeUnit.SECONDS.toNanos(10);
    private static final long ALIKE = TimeUnit.MILLISECONDS.toNanos(1);

    /** What even a journald that isn't held up may need for a record. */
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(20);

    private long lastStamp = Long.MIN_VALUE;
    private long lastDistance;

    /**
     * @param stamp the kernel's, nanoseconds
     * @param taken when journald took the record, {@link System#nanoTime()} scale
     * @return the least that nanoTime minus the kernel's clock can be, or {@link ClockOffset#UNBOUNDED} where this tells nothing
     */
    long least(long stamp, long taken) {
        long distance = taken - stamp;
        long gap = lastStamp == Long.MIN_VALUE ? 0 : stamp - lastStamp;
        long change = Math.abs(distance - lastDistance);
        boolean prompt = gap >= APART && gap <= NEAR && change <= ALIKE + gap / ClockOffset.PER_DRIFT;
        long least = Math.min(distance, lastDistance) - MARGIN;
        lastStamp = stamp;
        lastDistance = distance;
        return prompt ? least : ClockOffset.UNBOUNDED;
    }
}
