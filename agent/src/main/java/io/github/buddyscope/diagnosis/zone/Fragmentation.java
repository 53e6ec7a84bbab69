// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.FreeBlocks;

/**
 * How usable a zone's free memory is for blocks of an order, computed in integers as the kernel does (mm/vmstat.c,
 * {@code fill_contig_page_info}, {@code unusable_free_index}, {@code __fragmentation_index}), so that the results equal
 * those of {@code /sys/kernel/debug/extfrag}. Both look at counts only: blocks in lists that a request can't use
 * (HighAtomic, CMA, Isolate) count as usable.
 */
public final class Fragmentation {
    private Fragmentation() {}

    /**
     * The unusable free space index: the share of the free memory that lies in blocks smaller than {@code order}.
     *
     * @return thousandths, 0 (all of it is usable) to 1000 (none is; also where nothing is free)
     */
    public static int unusableIndex(FreeBlocks free, int order) {
        long pages = free.pages();
        if (pages == 0) {
            return 1000;
        }
        return (int) Long.divideUnsigned((pages - (free.suitable(order) << order)) * 1000, pages);
    }

    /**
     * The fragmentation index: whether a request of {@code order} that can't be served fails for lack of memory or for
     * fragmentation. The kernel compares it with {@code vm.extfrag_threshold} before it compacts for orders above 3
     * (all orders up to 4.8).
     *
     * @return thousandths towards 0 (lack of memory) or 1000 (fragmentation); 0 also where nothing is free; -1000 where
     *     a block is there and the request would be served. Other negative values, down to -500, come from a zone
     *     with a single free block
     */
    public static int fragmentationIndex(FreeBlocks free, int order) {
        long blocks = 0;
        for (int o = 0; o < free.orders(); o++) {
            blocks += free.count(o);
        }
        if (blocks == 0) {
            return 0;
        }
        if (free.suitable(order) != 0) {
            return -1000;
        }
        long requests = Long.divideUnsigned(free.pages() * 1000, 1L << order);
        return (int) (1000 - Long.divideUnsigned(1000 + requests, blocks));
    }
}
