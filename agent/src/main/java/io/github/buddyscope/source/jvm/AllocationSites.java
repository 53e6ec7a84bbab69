// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.DirectSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums by site. A new site finds room in a full table by folding the smallest into the rest, so that the large ones stay
 * and the sum of all is kept. For one thread.
 */
final class AllocationSites {
    static final int MOST_SITES = 512;
    static final String OTHER = "other sites";

    private final Map<String, Sums> sites = new HashMap<>();
    private final Sums other = new Sums(OTHER);

    void add(Sample sample) {
        String name = SiteNames.of(sample.frames());
        Sums sums = sites.get(name);
        if (sums == null) {
            if (sites.size() >= MOST_SITES) {
                foldSmallest();
            }
            sums = new Sums(name);
            sites.put(name, sums);
        }
        sums.add(1, sample.weight(), sample.variance());
    }

    /** Samples without a stack. */
    void addUnknown(long samples, long bytes) {
        other.add(samples, bytes, 0);
    }

    private void foldSmallest() {
        Sums smallest = null;
        for (Sums sums : sites.values()) {
            if (smallest == null || sums.bytes < smallest.bytes) {
                smallest = sums;
            }
        }
        sites.remove(smallest.name);
        other.add(smallest);
    }

    /** The largest since the start, most bytes first; the rest of them is in {@link #rest} of that list. */
    List<DirectSite> top(int most) {
        List<Sums> all = new ArrayList<>(sites.values());
        Collections.sort(all);
        List<DirectSite> top = new ArrayList<>();
        for (Sums sums : all.subList(0, Math.min(most, all.size()))) {
            top.add(sums.site());
        }
        return top;
    }

    /** All that isn't in {@code top}. */
    DirectSite rest(List<DirectSite> top) {
        Sums rest = new Sums(OTHER);
        rest.add(other);
        for (Sums sums : sites.values()) {
            rest.add(sums);
        }
        for (DirectSite site : top) {
            rest.subtract(sites.get(site.name()));
        }
        return rest.site();
    }

    /** Begins a new period. */
    void beginPeriod() {
        other.periodBytes = 0;
        for (Sums sums : sites.values()) {
            sums.periodBytes = 0;
        }
    }

    private static final class Sums implements Comparable<Sums> {
        private static final double TWO_SIDED_95 = 1.96;

        private final String name;
        private long samples;
        private long bytes;
        private long periodBytes;
        private double variance;

        Sums(String name) {
            this.name = name;
        }

        void add(long moreSamples, long moreBytes, double moreVariance) {
            samples += moreSamples;
            bytes += moreBytes;
            periodBytes += moreBytes;
            variance += moreVariance;
        }

        void add(Sums more) {
            samples += more.samples;
            bytes += more.bytes;
            periodBytes += more.periodBytes;
            variance += more.variance;
        }

        void subtract(Sums less) {
            samples -= less.samples;
            bytes -= less.bytes;
            periodBytes -= less.periodBytes;
            variance = Math.max(0, variance - less.variance);
        }

        /** Most bytes first. */
        @Override
        public int compareTo(Sums other) {
            return Long.compare(other.bytes, bytes);
        }

        DirectSite site() {
            return new DirectSite(name, bytes, Math.round(TWO_SIDED_95 * Math.sqrt(variance)), samples, periodBytes);
        }
    }
}
