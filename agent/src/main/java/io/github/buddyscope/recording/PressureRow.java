// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * What the host's memory management had to do in one period.
 *
 * @param some share of the period in which a task waited for memory, 0 to 1; NaN where not known, as {@code full}
 * @param directReclaims -1 where not known, as the other counts
 */
public record PressureRow(
        long micros,
        double some,
        double full,
        int directReclaims,
        int directCompactions,
        int kswapdRuns,
        int hugePageFallbacks,
        int oomKills) {}
