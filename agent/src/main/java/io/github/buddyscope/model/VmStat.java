// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.Map;

/**
 * Counters of {@code /proc/vmstat} under the kernel's own names, since boot but for those that begin with {@code nr_}, which
 * are pages now. A name that this kernel doesn't have is absent.
 */
public record VmStat(Map<String, Long> counters) {
    public VmStat {
        counters = Map.copyOf(counters);
    }

    /** The counter, or {@link ZoneInfo#UNKNOWN} where this kernel has none of that name. */
    public long get(String name) {
        return counters.getOrDefault(name, ZoneInfo.UNKNOWN);
    }

    /** Entries into direct reclaim: {@code allocstall} up to 4.7, the sum of {@code allocstall_*} since. */
    public long allocStalls() {
        long plain = get("allocstall");
        if (plain != ZoneInfo.UNKNOWN) {
            return plain;
        }
        return sum("allocstall_");
    }

    /** Pages that the allocator has handed out, a block of order n as 2^n: the sum of {@code pgalloc_*}. */
    public long pagesAllocated() {
        return sum("pgalloc_");
    }

    private long sum(String prefix) {
        long sum = ZoneInfo.UNKNOWN;
        for (Map.Entry<String, Long> counter : counters.entrySet()) {
            if (counter.getKey().startsWith(prefix)) {
                sum = Math.max(0, sum) + counter.getValue();
            }
        }
        return sum;
    }
}
