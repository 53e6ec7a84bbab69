// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneSample;
import java.util.List;

/**
 * What the host lost in the time before a trouble.
 *
 * @param bytes of free memory, and of the page cache where that is known; less than 0 where it won
 * @param withCache whether the page cache is in it, which the kernel gives up before free memory runs out
 */
public record HostLoss(long bytes, boolean withCache) {
    /**
     * Up to where the least was free.
     *
     * @param samples from {@code before} on, in order
     * @param trouble whose own report may tell of less than any sample
     * @param pageSize bytes
     */
    static HostLoss of(HostSample before, List<HostSample> samples, Trouble trouble, long pageSize) {
        HostSample lowest = null;
        for (HostSample sample : samples) {
            boolean later =
                    sample.nanos() - before.nanos() > 0 && !sample.zones().isEmpty();
            if (later && (lowest == null || pages(sample) < pages(lowest))) {
                lowest = sample;
            }
        }
        Long reported = trouble instanceof KernelFailure failure
                ? failure.report().memory().freePages()
                : null;
        if (before.zones().isEmpty() || lowest == null && reported == null) {
            return null;
        }
        long free = lowest == null ? reported : pages(lowest);
        long lost = pages(before) - (reported == null ? free : Math.min(free, reported));
        long cacheBefore = cache(before);
        long cacheAfter = lowest == null ? -1 : cache(lowest);
        boolean withCache = cacheBefore >= 0 && cacheAfter >= 0;
        return new HostLoss((lost + (withCache ? cacheBefore - cacheAfter : 0)) * pageSize, withCache);
    }

    private static long pages(HostSample sample) {
        long pages = 0;
        for (ZoneSample zone : sample.zones()) {
            pages += zone.free().pages();
        }
        return pages;
    }

    private static long cache(HostSample sample) {
        if (sample.vmStat() == null) {
            return -1;
        }
        long active = sample.vmStat().get("nr_active_file");
        long inactive = sample.vmStat().get("nr_inactive_file");
        return active < 0 || inactive < 0 ? -1 : active + inactive;
    }
}
