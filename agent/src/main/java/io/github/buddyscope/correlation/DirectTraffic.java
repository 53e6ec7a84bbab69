// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

/**
 * Direct memory that was reserved in the window.
 *
 * @param bytes -1 where not watched
 * @param usualBytes what the trailing rate would give in a window of that length; -1 where not known yet
 * @param windows earlier windows of that length that are known
 * @param fewer of those, the ones with fewer bytes
 */
public record DirectTraffic(long bytes, long usualBytes, int windows, int fewer) {
    public static final DirectTraffic UNKNOWN = new DirectTraffic(-1, -1, 0, 0);

    /** With fewer a share says nothing. */
    private static final int FEWEST = 5;

    /** Share of earlier windows with fewer bytes, 0 to 1; NaN for fewer than five windows. */
    public double percentile() {
        return bytes < 0 || windows < FEWEST ? Double.NaN : (double) fewer / windows;
    }
}
