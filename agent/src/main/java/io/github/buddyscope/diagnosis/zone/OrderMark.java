// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.ReportZone.BuddyList;

/**
 * The mark that kernels up to 4.3 asked for among the larger blocks ({@code __zone_watermark_ok}: at every order
 * below the request's, "this order's pages become unavailable" and the mark is halved).
 *
 * @param order the first order from which on the blocks were too few
 * @param asked pages that had to be free in blocks of that order and above: the mark shifted right by the order
 * @param there pages that were
 */
record OrderMark(int order, long asked, long there) {
    /** The first order at which the blocks fall short; null where they suffice at each. */
    static OrderMark shortOf(BuddyList buddy, int order, long mark) {
        for (int o = 1; o <= order; o++) {
            long asked = mark >> o;
            long there = Blocks.pagesFrom(buddy, o);
            if (there - ((1L << order) - 1) <= asked) {
                return new OrderMark(o, asked, there);
            }
        }
        return null;
    }
}
