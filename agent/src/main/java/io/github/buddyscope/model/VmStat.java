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
        return counters.keySet().stream().anyMatch(VmStat::isAllocStall)
                ? counters.entrySet().stream()
                        .filter(e -> isAllocStall(e.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                : ZoneInfo.UNKNOWN;
    }

    /** Pages that the allocator has handed out, a block of order n as 2^n: the sum of {@code pgalloc_*}. */
    public long pagesAllocated() {
        long sum = ZoneInfo.UNKNOWN;
        for (Map.Entry<String, Long> counter : counters.entrySet()) {
            if (counter.getKey().startsWith("pgalloc_")) {
                sum = Math.max(0, sum) + counter.getValue();
            }
        }
        return sum;
    }

    private static boolean isAllocStall(String name) {
        return name.startsWith("allocstall_");
    }
}
