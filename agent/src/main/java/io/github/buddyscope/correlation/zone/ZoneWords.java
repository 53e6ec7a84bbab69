// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.zone;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneSample;
import java.util.Locale;

/** The zones of a sample on one line. */
public final class ZoneWords {
    private static final long KIB = 1024;
    private static final double MIB = 1024 * 1024;

    private ZoneWords() {}

    /**
     * {@code 0.4 s before: Node 0 Normal 317.5 MiB free, largest free block 64 KiB; …}, empty for no sample.
     *
     * @param nanos the moment that the sample is told relative to
     * @param pageSize bytes
     */
    public static String of(HostSample sample, long nanos, long pageSize) {
        if (sample == null) {
            return "";
        }
        double seconds = (sample.nanos() - nanos) / 1e9;
        StringBuilder words = new StringBuilder(
                String.format(Locale.ROOT, "%.1f s %s:", Math.abs(seconds), seconds < 0 ? "before" : "after"));
        String separator = " ";
        for (ZoneSample zone : sample.zones()) {
            int largest = zone.free().largestOrder();
            words.append(separator)
                    .append(zone.id())
                    .append(String.format(
                            Locale.ROOT, " %.1f MiB free, ", zone.free().pages() * pageSize / MIB))
                    .append(
                            largest < 0
                                    ? "no free block"
                                    : "largest free block " + (pageSize << largest) / KIB + " KiB");
            separator = "; ";
        }
        return words.toString();
    }
}
