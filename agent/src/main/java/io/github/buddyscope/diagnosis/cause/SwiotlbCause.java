// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.text.Sizes;

/**
 * Why the bounce buffer had no room: memory set aside at boot for devices that can't reach all of it
 * (kernel/dma/swiotlb.c, {@code swiotlb_tbl_map_single}). The host's free memory has no part in it.
 */
final class SwiotlbCause {
    /** {@code 1 << IO_TLB_SHIFT}. */
    private static final long SLOT_BYTES = 2048;

    /** {@code IO_TLB_SEGSIZE}: the most slots that one mapping can have. */
    private static final long MOST_SLOTS = 128;

    private SwiotlbCause() {}

    static Finding find(FailureDetail detail) {
        if (!(detail instanceof FailureDetail.Swiotlb swiotlb) || swiotlb.bytes() == null || swiotlb.bytes() < 0) {
            return Finding.unknown("the line doesn't say how much was asked for", "size");
        }
        long slots = swiotlb.bytes() / SLOT_BYTES + (swiotlb.bytes() % SLOT_BYTES == 0 ? 0 : 1);
        if (swiotlb.totalSlots() != null && swiotlb.totalSlots() == 0) {
            return Finding.outside(
                    "there is no such buffer: none was set up at boot (iommu=off, swiotlb=noforce or no room"
                            + " for it), and the device can't reach where its data lie");
        }
        if (slots > MOST_SLOTS) {
            return Finding.outside("a single mapping can have at most " + Sizes.exact(MOST_SLOTS * SLOT_BYTES / 1024)
                    + " in this buffer, however large it is and however little of it is used" + used(swiotlb)
                    + ": the driver has to ask for less at a time");
        }
        if (swiotlb.totalSlots() == null || swiotlb.usedSlots() == null) {
            return Finding.outside(
                    "the buffer was full or its free slots lay too far apart; kernels before 5.2 don't say how"
                            + " much of it was used");
        }
        return Finding.outside(
                swiotlb.totalSlots() - swiotlb.usedSlots() < slots
                        ? "the buffer was full" + used(swiotlb)
                        : "the buffer had room" + used(swiotlb) + ", but no run of " + slots
                                + " free slots where the device can reach it");
    }

    private static String used(FailureDetail.Swiotlb swiotlb) {
        return swiotlb.totalSlots() == null || swiotlb.usedSlots() == null
                ? ""
                : " (" + swiotlb.usedSlots() + " of " + swiotlb.totalSlots() + " slots of 2 KiB)";
    }
}
