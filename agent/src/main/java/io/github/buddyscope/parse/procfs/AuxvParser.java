// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code /proc/self/auxv}: pairs of machine words, type and value, that the kernel hands to every process
 * (include/uapi/linux/auxvec.h).
 */
public final class AuxvParser {
    /** {@code AT_PAGESZ}: system page size. */
    private static final long AT_PAGESZ = 6;

    private AuxvParser() {}

    /**
     * The page size in bytes, or -1 where the vector doesn't tell.
     *
     * @param wordBytes 8, or 4 for a 32-bit process
     * @param order the machine's
     */
    public static long pageSize(byte[] auxv, int length, int wordBytes, ByteOrder order) {
        ByteBuffer words = ByteBuffer.wrap(auxv, 0, length).order(order);
        while (words.remaining() >= 2 * wordBytes) {
            long type = wordBytes == 8 ? words.getLong() : words.getInt();
            long value = wordBytes == 8 ? words.getLong() : words.getInt();
            if (type == AT_PAGESZ) {
                return isPageSize(value) ? value : -1;
            }
        }
        return -1;
    }

    /** A power of two from 1 KiB to 1 GiB: every page that Linux has or is likely to have. */
    public static boolean isPageSize(long bytes) {
        return bytes >= 1 << 10 && bytes <= 1 << 30 && Long.bitCount(bytes) == 1;
    }
}
