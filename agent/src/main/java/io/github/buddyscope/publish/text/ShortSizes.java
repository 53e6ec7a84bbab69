// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

/** Sizes in few characters, for the cells of a table; in sentences they are {@link io.github.buddyscope.text.Sizes}. */
public final class ShortSizes {
    private static final String UNITS = "BKMGTPE";

    private ShortSizes() {}

    /**
     * With a tenth from a mebibyte upwards where it counts, cut and not rounded up; {@code ?} for a negative size,
     * {@code >7.9E} for the largest long, which stands for more than fits.
     */
    public static String amount(long bytes) {
        if (bytes < 0) {
            return "?";
        }
        if (bytes == Long.MAX_VALUE) {
            return ">7.9E";
        }
        int unit = 0;
        long whole = bytes;
        long rest = 0;
        while (whole >= 1024) {
            rest = whole % 1024;
            whole /= 1024;
            unit++;
        }
        String tenth = unit > 1 && whole < 100 ? "." + rest * 10 / 1024 : "";
        return whole + tenth + (bytes == 0 ? "" : UNITS.charAt(unit));
    }

    /** The size of a block of {@code order}, a power of two: {@code 4K}, {@code 512K}, {@code 4M}. */
    public static String block(long pageSize, int order) {
        int shift = Long.numberOfTrailingZeros(pageSize) + order;
        return (1L << shift % 10) + UNITS.substring(shift / 10, shift / 10 + 1);
    }
}
