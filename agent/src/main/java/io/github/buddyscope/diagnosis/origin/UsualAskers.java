// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.diagnosis.request.Attempt;

/**
 * What usually asks for a block of a size, for reports whose trace is missing: a hint and no more. Stacks of 16 KiB are
 * those of x86-64 since 3.15, up to 4.8 always in one piece ({@code THREAD_SIZE_ORDER}; {@code CONFIG_VMAP_STACK} since
 * 4.9); a frame of 9000 bytes with its headers takes 16 KiB where a driver wants it in one piece; 32 KiB are
 * {@code SKB_FRAG_PAGE_ORDER}; 64 KiB hold a frame of IP over InfiniBand in connected mode (MTU 65520).
 */
final class UsualAskers {
    private static final long KIB = 1024;

    private UsualAskers() {}

    /** "" for a single page, and where nothing is usual. */
    static String of(Attempt attempt) {
        if (attempt.order() < 1 || !attempt.orderPlausible()) {
            return "";
        }
        boolean decoded = attempt.flags().decoded();
        boolean atomic = attempt.flags().atomic();
        long bytes = attempt.bytes();
        if (bytes == 2048 * KIB && decoded && attempt.flags().movable()) {
            return "2 MiB that may be moved are usually a transparent huge page";
        }
        if (bytes == 16 * KIB && decoded && !atomic && stacksInOnePiece(attempt.version())) {
            return "16 KiB that may wait are on such a kernel usually the stack of a new task";
        }
        if (bytes == 16 * KIB && atomic) {
            return "16 KiB at once are usually a received frame of a network with an MTU of 9000 bytes";
        }
        if (bytes == 32 * KIB && atomic) {
            return "32 KiB at once are usually a network buffer or a new slab";
        }
        if (bytes == 64 * KIB && atomic) {
            return "64 KiB at once are usually a network buffer: IP over InfiniBand in connected mode, or a long datagram";
        }
        if (bytes <= 32 * KIB) {
            return "blocks of up to 32 KiB are usually new slabs of small objects, or network buffers";
        }
        if (bytes <= 1024 * KIB) {
            return "blocks of this size are usually a table or a buffer that some driver or file system wants in one piece:"
                    + " descriptor rings, buffers for firmware or ioctl";
        }
        return "blocks of this size are usually DMA buffers in one piece, or huge pages";
    }

    private static boolean stacksInOnePiece(KernelVersion version) {
        return version != null && version.atLeast(3, 15) && !version.atLeast(4, 9);
    }
}
