// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

/**
 * Sizes in words. What is free is rounded down and what is asked for is rounded up, so that no sentence shows more room
 * than there was. In kB as the kernel counts them, which are KiB.
 */
public final class Sizes {
    private static final long MIB = 1024;
    private static final long GIB = 1024 * MIB;

    private Sizes() {}

    /** Free memory, rounded down: {@code 806 MiB}. */
    public static String free(long kb) {
        return text(kb, 0);
    }

    /** A mark, rounded up: {@code 315 MiB}. */
    public static String mark(long kb) {
        return text(kb, 1);
    }

    /** The exact size of a block of {@code order}: {@code 128 KiB}, {@code 4 MiB}. */
    public static String block(int order, long pageKb) {
        return exact(pageKb << Math.max(0, Math.min(order, 30)));
    }

    /** Without rounding, in the largest unit that fits: {@code 128 KiB}, {@code 4 MiB}, {@code 1025 KiB}. */
    public static String exact(long kb) {
        return kb == 0 ? "0 KiB" : kb % GIB == 0 ? kb / GIB + " GiB" : kb % MIB == 0 ? kb / MIB + " MiB" : kb + " KiB";
    }

    /** An amount that was counted in bytes, rounded down if large: {@code 512 bytes}, {@code 4000 bytes}, {@code 3.5 MiB}. */
    public static String bytes(long bytes) {
        boolean small = bytes < 1024 || bytes < 10 * 1024 && bytes % 1024 != 0;
        return small ? bytes + " bytes" : free(bytes / 1024);
    }

    private static String text(long kb, int up) {
        if (kb < MIB) {
            return kb + " KiB";
        }
        if (kb < 10 * MIB) {
            return tenths(kb, MIB, up) + " MiB";
        }
        if (kb < 10 * GIB) {
            return (kb / MIB + (kb % MIB == 0 ? 0 : up)) + " MiB";
        }
        return tenths(kb, GIB, up) + " GiB";
    }

    private static String tenths(long kb, long unit, int up) {
        long whole = kb / unit;
        long rest = kb % unit * 10;
        long tenths = whole * 10 + rest / unit + (rest % unit == 0 ? 0 : up);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }
}
