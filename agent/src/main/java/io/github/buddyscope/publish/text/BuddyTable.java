// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.text.Palette.Style;
import java.util.List;

/**
 * The host's free memory for people: blocks by order and size, the zones against their watermarks, and what the marks
 * in it mean. ASCII only.
 */
public final class BuddyTable {
    /** Orders whose unusable index is shown, as in the events and MBeans. */
    private static final int[] INDEXED_ORDERS = {5, 9};

    private static final String EXHAUSTED = "-";

    private final List<ZoneSample> zones;
    private final long pageSize;
    private final Palette palette;
    private final int width;
    private final int orders;

    private BuddyTable(List<ZoneSample> zones, long pageSize, Palette palette, int width) {
        this.zones = zones;
        this.pageSize = pageSize;
        this.palette = palette;
        this.width = width;
        this.orders = zones.stream().mapToInt(z -> z.free().orders()).max().orElse(0);
    }

    /**
     * The tables of these zones, each line ending in a newline.
     *
     * @param zones at least one
     * @param pageSize bytes
     * @param width characters of a line that it should fit into; where it can't, it gets wider
     */
    public static String of(List<ZoneSample> zones, long pageSize, Palette palette, int width) {
        return new BuddyTable(zones, pageSize, palette, width).text();
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        Columns blocks = blocks(false);
        boolean abbreviated = blocks.width() > width;
        if (abbreviated) {
            blocks = blocks(true);
        }
        blocks.appendTo(out, palette, width);
        out.append('\n');
        marks().appendTo(out, palette, width);
        out.append('\n');
        int before = out.length();
        for (ZoneSample zone : zones) {
            notes(out, zone);
        }
        if (out.length() > before) {
            out.append('\n');
        }
        legend(out, abbreviated);
        return out.toString();
    }

    private Columns blocks(boolean abbreviate) {
        Columns columns = new Columns(false);
        columns.row("order", Style.HEADING);
        for (int order = 0; order < orders; order++) {
            columns.cell(Integer.toString(order), Style.HEADING);
        }
        columns.row("block size", Style.HEADING);
        for (int order = 0; order < orders; order++) {
            columns.cell(ShortSizes.block(pageSize, order), Style.HEADING);
        }
        for (ZoneSample zone : zones) {
            columns.row(zone.id().toString(), Style.NONE);
            FreeBlocks free = zone.free();
            for (int order = 0; order < orders; order++) {
                if (order > free.largestOrder()) {
                    columns.cell(EXHAUSTED, Style.ALARM);
                } else {
                    long count = free.count(order);
                    columns.cell(count(count, abbreviate), count == 0 ? Style.FAINT : Style.NONE);
                }
            }
        }
        return columns;
    }

    private static String count(long count, boolean abbreviate) {
        if (!abbreviate || count < 100_000) {
            return Long.toString(count);
        }
        return count < 10_000_000 ? count / 1000 + "k" : count / 1_000_000 + "m";
    }

    private Columns marks() {
        Columns columns = new Columns(true);
        columns.row("memory", Style.HEADING);
        for (String heading : new String[] {"free", "min", "low", "high", "largest"}) {
            columns.cell(heading, Style.HEADING);
        }
        for (int order : INDEXED_ORDERS) {
            if (order < orders) {
                columns.cell("unusable", Style.HEADING);
            }
        }
        columns.cell("state", Style.HEADING);
        columns.row("", Style.HEADING);
        for (String heading : new String[] {"", "", "", "", "block"}) {
            columns.cell(heading, Style.HEADING);
        }
        for (int order : INDEXED_ORDERS) {
            if (order < orders) {
                columns.cell("order " + order, Style.HEADING);
            }
        }
        for (ZoneSample zone : zones) {
            marks(columns, zone);
        }
        return columns;
    }

    private void marks(Columns columns, ZoneSample zone) {
        ZoneInfo info = zone.info();
        FreeBlocks free = zone.free();
        ZoneState state = ZoneState.of(info);
        Style style = style(state);
        columns.row(zone.id().toString(), Style.NONE);
        columns.cell(amount(freePages(zone)), style);
        columns.cell(amount(info == null ? ZoneInfo.UNKNOWN : info.watermarks().min()), Style.NONE);
        columns.cell(amount(info == null ? ZoneInfo.UNKNOWN : info.watermarks().low()), Style.NONE);
        columns.cell(amount(info == null ? ZoneInfo.UNKNOWN : info.watermarks().high()), Style.NONE);
        columns.cell(free.largestOrder() < 0 ? "none" : ShortSizes.block(pageSize, free.largestOrder()), Style.NONE);
        for (int order : INDEXED_ORDERS) {
            if (order < orders) {
                int index = Fragmentation.unusableIndex(free, order);
                columns.cell(index / 10 + "." + index % 10 + "%", index == 1000 ? Style.ALARM : Style.NONE);
            }
        }
        columns.cell(state.words(), style);
    }

    private static Style style(ZoneState state) {
        if (state == ZoneState.BELOW_MIN) {
            return Style.ALARM;
        }
        return state == ZoneState.BELOW_LOW ? Style.WARNING : Style.NONE;
    }

    /** The kernel's own count where there is one, since that is what it holds against the marks. */
    private static long freePages(ZoneSample zone) {
        return zone.info() == null || zone.info().free() < 0
                ? zone.free().pages()
                : zone.info().free();
    }

    private String amount(long pages) {
        return ShortSizes.amount(Pages.toBytes(pages, pageSize));
    }

    private void notes(StringBuilder out, ZoneSample zone) {
        int largest = zone.free().largestOrder();
        if (largest < 0) {
            note(out, zone, "no block of any order is free.");
        } else if (largest < orders - 1) {
            int first = largest + 1;
            note(
                    out,
                    zone,
                    "no block of order " + first + " (" + ShortSizes.block(pageSize, first) + ") or larger is free.");
        }
        ZoneInfo info = zone.info();
        if (info == null) {
            return;
        }
        if (info.boost() > 0) {
            note(out, zone, "marks raised by " + amount(info.boost()) + " for a while, against fragmentation.");
        }
        if (info.freeCma() > 0) {
            note(out, zone, amount(info.freeCma()) + " of the free memory is CMA, for movable requests only.");
        }
        if (info.freeHighatomic() > 0) {
            note(out, zone, amount(info.freeHighatomic()) + " of the free memory is kept for atomic requests.");
        }
    }

    private static void note(StringBuilder out, ZoneSample zone, String text) {
        out.append(zone.id()).append(": ").append(text).append('\n');
    }

    private void legend(StringBuilder out, boolean abbreviated) {
        boolean exhausted = false;
        boolean split = false;
        boolean unread = false;
        for (ZoneSample zone : zones) {
            int largest = zone.free().largestOrder();
            exhausted |= largest < orders - 1;
            for (int order = 0; order < largest; order++) {
                split |= zone.free().count(order) == 0;
            }
            unread |= zone.info() == null || ZoneState.of(zone.info()) == ZoneState.UNKNOWN;
        }
        if (exhausted) {
            legend(out, " -         exhausted: no free block of this order or a larger one. In this zone");
            legend(out, "           a request waits for reclaim or compaction, or fails if it can't wait.");
        }
        if (split) {
            legend(out, " 0         none of this order, but a larger block can be split.");
        }
        if (abbreviated) {
            legend(out, " k, m      thousands, millions of blocks.");
        }
        if (unread) {
            legend(out, " ?         can't be read.");
        }
        legend(out, " state     free memory against the marks min, low, high. At or below low, kswapd");
        legend(out, "           reclaims in the background until high; at or below min, allocating");
        legend(out, "           tasks reclaim themselves. Above high, kswapd sleeps.");
        if (orders > INDEXED_ORDERS[0]) {
            legend(out, " unusable  share of the free memory in blocks smaller than the order.");
        }
        legend(out, " Blocks are those of the buddy lists: with the ones that not every request may");
        legend(out, " use (HighAtomic, CMA, Isolate), without the pages in per-CPU lists.");
    }

    private void legend(StringBuilder out, String line) {
        out.append(palette.paint(Style.FAINT, line)).append('\n');
    }
}
