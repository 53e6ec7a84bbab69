// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * The procfs of a host that we haven't got, as Linux 6.18 prints it (mm/vmstat.c, {@code frag_show_print} and {@code
 * zoneinfo_show_print}): node 0 has DMA, DMA32 and Normal, the others Normal; Movable and Device are empty. Other numbers
 * each time.
 */
public final class LargeHost {
    private static final String[] ZONES = {"DMA", "DMA32", "Normal", "Movable", "Device"};
    private static final int NORMAL = 2;
    private static final int NODE_STATS = 50;
    private static final int ZONE_STATS = 17;
    private static final int COUNTERS = 180;

    private final int nodes;
    private final int processors;
    private final int orders;
    private final Random random = new Random(1);

    /** @param orders 11 where pages are 4 KiB, 14 on arm64 with pages of 64 KiB */
    public LargeHost(int nodes, int processors, int orders) {
        this.nodes = nodes;
        this.processors = processors;
        this.orders = orders;
    }

    /** Writes the four files. */
    public void write(Path proc) throws IOException {
        Files.createDirectories(proc.resolve("pressure"));
        write(proc.resolve("buddyinfo"), buddyInfo());
        write(proc.resolve("zoneinfo"), zoneInfo());
        write(proc.resolve("vmstat"), vmStat());
        String total = " avg10=0.00 avg60=0.00 avg300=0.00 total=" + random.nextInt(1 << 30) + "\n";
        write(proc.resolve("pressure/memory"), "some" + total + "full" + total);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private String buddyInfo() {
        StringBuilder text = new StringBuilder();
        for (int node = 0; node < nodes; node++) {
            for (int zone = 0; zone < ZONES.length; zone++) {
                if (populated(node, zone)) {
                    text.append(String.format(Locale.ROOT, "Node %d, zone %8s ", node, ZONES[zone]));
                    for (int order = 0; order < orders; order++) {
                        text.append(String.format(Locale.ROOT, "%6d ", random.nextInt(200_000 >> order)));
                    }
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    private static boolean populated(int node, int zone) {
        return zone == NORMAL || node == 0 && zone < NORMAL;
    }

    private String zoneInfo() {
        StringBuilder text = new StringBuilder();
        for (int node = 0; node < nodes; node++) {
            boolean first = true;
            for (int zone = 0; zone < ZONES.length; zone++) {
                text.append(String.format(Locale.ROOT, "Node %d, zone %8s", node, ZONES[zone]));
                if (populated(node, zone) && first) {
                    first = false;
                    text.append("\n  per-node stats");
                    stats(text, "nr_node_stat_", NODE_STATS);
                }
                zone(text, node, zone);
            }
        }
        return text.toString();
    }

    private void zone(StringBuilder text, int node, int zone) {
        boolean populated = populated(node, zone);
        int pages = populated ? 5_000_000 : 0;
        text.append("\n  pages free     ").append(populated ? random.nextInt(pages) : 0);
        number(text, "boost", 0);
        number(text, "min", 16_817 + node);
        number(text, "low", 22_211 + node);
        number(text, "high", 27_605 + node);
        number(text, "promo", 32_999 + node);
        number(text, "spanned", pages);
        number(text, "present", pages);
        number(text, "managed", pages);
        number(text, "cma", 0);
        text.append("\n        protection: (0, 0, 0, 0, 0)");
        if (populated) {
            stats(text, "nr_zone_stat_", ZONE_STATS);
            pageSets(text);
        }
        text.append('\n');
    }

    private static void number(StringBuilder text, String name, long value) {
        text.append("\n        ").append(name);
        text.append(" ".repeat(Math.max(1, 9 - name.length()))).append(value);
    }

    private void stats(StringBuilder text, String name, int count) {
        for (int i = 0; i < count; i++) {
            String whole = name + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            text.append("\n      ").append(whole);
            text.append(' ').append(i % 3 == 0 ? random.nextInt(1 << 20) : i);
        }
    }

    private void pageSets(StringBuilder text) {
        text.append("\n  pagesets");
        for (int processor = 0; processor < processors; processor++) {
            text.append("\n    cpu: ").append(processor);
            text.append("\n              count:    ").append(random.nextInt(10_000));
            text.append("\n              high:     10648");
            text.append("\n              batch:    63");
            text.append("\n              high_min: 10081");
            text.append("\n              high_max: 337141");
            text.append("\n  vm stats threshold: 36");
        }
        text.append("\n  node_unreclaimable:  0\n  start_pfn:           1048576");
    }

    private String vmStat() {
        StringBuilder text = new StringBuilder("allocstall_normal " + random.nextInt(1_000) + "\noom_kill 0\n");
        text.append("pgalloc_normal ").append(random.nextInt(1 << 30)).append('\n');
        for (int i = 0; i < COUNTERS; i++) {
            text.append("nr_counter_").append(i).append(' ');
            text.append(i % 4 == 0 ? random.nextInt(1 << 24) : i).append('\n');
        }
        return text.toString();
    }
}
