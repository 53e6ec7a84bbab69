// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.zone;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.text.Decimals;

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
        StringBuilder words = new StringBuilder(Decimals.fixed(Math.abs(seconds), 1))
                .append(seconds < 0 ? " s before:" : " s after:");
        String separator = " ";
        for (ZoneSample zone : sample.zones()) {
            int largest = zone.free().largestOrder();
            words.append(separator)
                    .append(zone.id())
                    .append(' ')
                    .append(Decimals.fixed(zone.free().pages() * pageSize / MIB, 1))
                    .append(" MiB free, ")
                    .append(
                            largest < 0
                                    ? "no free block"
                                    : "largest free block " + (pageSize << largest) / KIB + " KiB");
            separator = "; ";
        }
        return words.toString();
    }
}
