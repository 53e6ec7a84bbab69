// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.ReportZone.BuddyList;

/** Counting in a printed buddy list, with counts of any size that a log may hold. */
public final class Blocks {
    private static final long MOST = 1L << 40;

    private Blocks() {}

    /** Free pages in blocks of {@code order} and larger. */
    static long pagesFrom(BuddyList buddy, int order) {
        long pages = 0;
        for (int o = order; o < buddy.counts().orders() && o < 20; o++) {
            pages += count(buddy, o) << o;
        }
        return pages;
    }

    /** Free blocks of {@code order} and above, in blocks of {@code order}. */
    static long suitable(BuddyList buddy, int order) {
        return pagesFrom(buddy, order) >> order;
    }

    /** Free blocks of exactly {@code order}, at least 0. */
    static long count(BuddyList buddy, int order) {
        return Math.max(0, Math.min(MOST, buddy.counts().count(order)));
    }

    /** Largest order with a free block, -1 where there's none. */
    static int largestOrder(BuddyList buddy) {
        return buddy.counts().largestOrder();
    }

    /** The letters of all migrate types that have a block of {@code order} or above; "" where none is printed. */
    public static String typesFrom(BuddyList buddy, int order) {
        StringBuilder letters = new StringBuilder();
        for (int o = order; o < buddy.types().size(); o++) {
            for (char letter : buddy.types().get(o).toCharArray()) {
                if (letters.indexOf(String.valueOf(letter)) < 0 && count(buddy, o) > 0) {
                    letters.append(letter);
                }
            }
        }
        return letters.toString();
    }

    /**
     * Pages that are free in the HighAtomic list at least: all blocks of an order where no other list has any, one where
     * others have some too.
     */
    static long highAtomicAtLeast(BuddyList buddy) {
        long pages = 0;
        for (int o = 0; o < buddy.types().size() && o < 20; o++) {
            String letters = buddy.types().get(o);
            if (letters.indexOf('H') >= 0 && count(buddy, o) > 0) {
                pages += (letters.length() == 1 ? count(buddy, o) : 1) << o;
            }
        }
        return pages;
    }

    /** Pages in blocks whose lists include {@code letter}: an upper bound, for the letters say nothing of shares. */
    static long pagesWith(BuddyList buddy, char letter) {
        long pages = 0;
        for (int o = 0; o < buddy.types().size() && o < 20; o++) {
            if (buddy.types().get(o).indexOf(letter) >= 0) {
                pages += count(buddy, o) << o;
            }
        }
        return pages;
    }
}
