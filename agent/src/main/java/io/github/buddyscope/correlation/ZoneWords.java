// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneSample;

/** The zones of a sample on one line. */
final class ZoneWords {
    private ZoneWords() {}

    /** {@code Node 0 Normal: 412345 pages free, largest free order 6; …}, empty for no sample. */
    static String of(HostSample sample) {
        if (sample == null) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        for (ZoneSample zone : sample.zones()) {
            int largest = zone.free().largestOrder();
            words.append(words.isEmpty() ? "" : "; ")
                    .append(zone.id())
                    .append(": ")
                    .append(zone.free().pages())
                    .append(" pages free, ")
                    .append(largest < 0 ? "no free block" : "largest free order " + largest);
        }
        return words.toString();
    }
}
