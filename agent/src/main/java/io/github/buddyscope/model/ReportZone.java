// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * A zone as a failure report prints it: the {@code Node 0 Normal free:…kB} line, the {@code lowmem_reserve[]:} line and
 * the buddy list, whichever of them are there. Sizes in kB as printed; null where the line doesn't give them.
 *
 * @param minKb includes {@code boost} on kernels that boost; so do low and high
 * @param lowmemReserve pages, by the highest zone that a request may use; null where the line is missing
 * @param buddy null where the list is missing or cut
 */
public record ReportZone(
        ZoneId id,
        Long freeKb,
        Long boostKb,
        Long minKb,
        Long lowKb,
        Long highKb,
        Long reservedHighatomicKb,
        Long freeHighatomicKb,
        Long presentKb,
        Long managedKb,
        Long freePcpKb,
        Long freeCmaKb,
        List<Long> lowmemReserve,
        BuddyList buddy) {
    /**
     * A buddy list: {@code 0*4kB 1*8kB (U) … = 96kB}.
     *
     * @param counts free blocks, from order 0 upwards
     * @param blockKb size of a block of each order in kB
     * @param types letters of the migrate types whose lists are not empty, "" for none; empty on kernels before 3.10
     * @param totalKb the printed total, null where cut
     */
    public record BuddyList(FreeBlocks counts, List<Long> blockKb, List<String> types, Long totalKb) {
        public BuddyList {
            blockKb = List.copyOf(blockKb);
            types = List.copyOf(types);
        }
    }
}
