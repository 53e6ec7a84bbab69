// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneInfo;
import java.util.function.ToLongFunction;

/** What the kernel counted between two samples; {@link ZoneInfo#UNKNOWN} for what it doesn't count, or counted anew. */
public record HostChange(HostSample before, HostSample after) {
    public long nanos() {
        return after.nanos() - before.nanos();
    }

    /** Increase of a counter of {@code /proc/vmstat} under the kernel's own name. */
    public long of(String counter) {
        return ofVmStat(stat -> stat.get(counter));
    }

    /** Entries into direct reclaim. */
    public long allocStalls() {
        return ofVmStat(VmStat::allocStalls);
    }

    private long ofVmStat(ToLongFunction<VmStat> counter) {
        return before.vmStat() == null || after.vmStat() == null
                ? ZoneInfo.UNKNOWN
                : increase(counter.applyAsLong(before.vmStat()), counter.applyAsLong(after.vmStat()));
    }

    private static long increase(long from, long to) {
        return from < 0 || to < from ? ZoneInfo.UNKNOWN : to - from;
    }
}
