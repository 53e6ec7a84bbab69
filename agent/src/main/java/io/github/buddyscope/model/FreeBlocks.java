// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.Arrays;

/**
 * Free blocks of a zone by order: the buddy allocator's free lists, counted. A block of order o has 2^o pages. The
 * number of orders is the kernel's, not always 11.
 */
public final class FreeBlocks {
    private final long[] counts;

    private FreeBlocks(long[] counts) {
        this.counts = counts;
    }

    /** Copies {@code counts}, one entry an order, from order 0 upwards. */
    public static FreeBlocks of(long... counts) {
        return new FreeBlocks(counts.clone());
    }

    /** The number of orders that this host's kernel has. */
    public int orders() {
        return counts.length;
    }

    /** Blocks of exactly {@code order}; 0 for an order that this kernel doesn't have. */
    public long count(int order) {
        return order < 0 || order >= counts.length ? 0 : counts[order];
    }

    /** Free pages in all orders. */
    public long pages() {
        long pages = 0;
        for (int order = 0; order < counts.length; order++) {
            pages += counts[order] << order;
        }
        return pages;
    }

    /** How many requests of {@code order} the blocks of that order and above could serve; a negative order is 0. */
    public long suitable(int order) {
        int least = Math.max(order, 0);
        long blocks = 0;
        for (int o = least; o < counts.length; o++) {
            blocks += counts[o] << (o - least);
        }
        return blocks;
    }

    /** The largest order with a free block, -1 where nothing is free. */
    public int largestOrder() {
        for (int order = counts.length - 1; order >= 0; order--) {
            if (counts[order] > 0) {
                return order;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FreeBlocks that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(counts);
    }
}
