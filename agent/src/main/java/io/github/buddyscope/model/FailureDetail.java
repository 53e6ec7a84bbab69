// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/** What a kind of failure tells beyond a page allocation's order and flags. What the log doesn't give is null. */
public sealed interface FailureDetail {
    /**
     * A {@link FailureKind#PAGE_ALLOC_STALL}.
     *
     * @param stalledMillis since the allocation began; it was not over
     */
    record Stall(long stalledMillis) implements FailureDetail {}

    /**
     * A {@link FailureKind#VMALLOC_FAILURE} or {@link FailureKind#VMAP_FAILURE}.
     *
     * @param bytes asked for
     * @param allocatedBytes of those, got before it failed
     * @param reason the kernel's words behind the size, e.g. {@code exceeds total pages}
     */
    record Vmalloc(Long bytes, Long allocatedBytes, String reason) implements FailureDetail {}

    /**
     * A {@link FailureKind#SLAB_FAILURE}.
     *
     * @param node asked for; -1 for any
     * @param cache its name, e.g. {@code kmalloc-64}
     * @param defaultOrder order that a slab of the cache should have
     * @param minOrder order that it was content with at last
     */
    record Slab(
            Integer node,
            String cache,
            Long objectSize,
            Long bufferSize,
            Integer defaultOrder,
            Integer minOrder,
            List<SlabNode> nodes)
            implements FailureDetail {
        public Slab {
            nodes = List.copyOf(nodes);
        }
    }

    /** What a cache has on a node: {@code node 0: slabs: 121, objs: 3630, free: 0}. */
    record SlabNode(int node, long slabs, long objects, long free) {}

    /**
     * A {@link FailureKind#OOM_KILL}: the lines {@code invoked oom-killer}, {@code oom-kill:} and {@code Killed process}.
     *
     * @param adjustment the asking task's {@code oom_score_adj} ({@code oom_adj} on 2.6.32)
     * @param constraint {@code CONSTRAINT_NONE}, {@code CONSTRAINT_CPUSET}, {@code CONSTRAINT_MEMORY_POLICY} or
     *     {@code CONSTRAINT_MEMCG}; the last also where only the words {@code Memory cgroup out of memory} say so
     * @param memcg path of the cgroup whose limit was reached; null for a global one
     * @param taskMemcg path of the victim's cgroup
     * @param limitKb the cgroup's limit as its {@code memory: usage … limit …} line says
     * @param usageKb the cgroup's usage from the same line
     * @param victim name of the killed task; null where none was killed or the line is missing
     * @param victimRssKb its resident memory, anonymous, of files and shared together
     * @param notForCgroup the words {@code Out of memory: Kill} say that it was for no cgroup's limit
     * @param noVictim {@code Out of memory and no killable processes}
     * @param alsoKilled further processes killed in the same event, for {@code memory.oom.group}
     */
    record OomKill(
            Integer adjustment,
            String constraint,
            String memcg,
            String taskMemcg,
            Long limitKb,
            Long usageKb,
            String victim,
            Integer victimPid,
            Long victimRssKb,
            boolean notForCgroup,
            boolean noVictim,
            int alsoKilled)
            implements FailureDetail {}

    /**
     * A {@link FailureKind#CMA_FAILURE}.
     *
     * @param area name of the CMA area; printed since 5.12
     * @param pages asked for
     * @param error negative error number: -12 no memory, -16 busy
     */
    record Cma(String area, long pages, int error) implements FailureDetail {}

    /**
     * A {@link FailureKind#SWIOTLB_FULL}.
     *
     * @param device the driver and device before the colon
     * @param bytes asked for
     * @param totalSlots of the bounce buffer; printed since 5.2
     * @param usedSlots of those; printed since 5.2
     */
    record Swiotlb(String device, Long bytes, Long totalSlots, Long usedSlots) implements FailureDetail {}
}
