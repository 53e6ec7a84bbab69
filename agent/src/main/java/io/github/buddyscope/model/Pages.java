// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** Counts of pages as bytes. */
public final class Pages {
    private Pages() {}

    /**
     * {@code pages} in bytes. {@link ZoneInfo#UNKNOWN} stays unknown, and what doesn't fit becomes
     * {@link Long#MAX_VALUE}: kernels with a wrapped page count have printed watermarks of 2^64 bytes and more.
     */
    public static long toBytes(long pages, long pageSize) {
        if (pages < 0) {
            return ZoneInfo.UNKNOWN;
        }
        return pages > Long.MAX_VALUE / pageSize ? Long.MAX_VALUE : pages * pageSize;
    }
}
