// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.text.ShortSizes;
import java.util.List;

/**
 * The zones that are shown, and how they are named and counted in every table of them.
 *
 * @param shown those that have room
 * @param all how many there are
 * @param focused the arrows scroll them
 * @param orders of the zone that has most
 * @param pageSize bytes
 */
record ZoneRows(List<ZoneSample> shown, int all, boolean focused, int orders, long pageSize) {
    /** How wide an amount can be. */
    private static final int AMOUNT = 5;

    /** A table's name; where not all have room, how many have. */
    String heading(String name) {
        return shown.size() == all ? name : shown.size() + " of " + all;
    }

    Ink headingInk() {
        return focused && shown.size() < all ? Ink.REVERSE : Ink.TITLE;
    }

    /** Free memory, padded to a column's width. */
    String free(ZoneSample zone) {
        ZoneInfo info = zone.info();
        return amount(info == null || info.free() < 0 ? zone.free().pages() : info.free());
    }

    /** The size of the largest free block. */
    String largest(ZoneSample zone) {
        int order = zone.free().largestOrder();
        return order < 0 ? "none" : ShortSizes.block(pageSize, order);
    }

    /** Pages as bytes, padded to a column's width. */
    String amount(long pages) {
        String amount = ShortSizes.amount(Pages.toBytes(pages, pageSize));
        return " ".repeat(Math.max(0, AMOUNT - amount.length())) + amount;
    }

    /** Padded to the longest of them. */
    static String state(ZoneState state) {
        return (state.words() + "          ").substring(0, 10);
    }
}
