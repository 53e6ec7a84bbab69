// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.model.BuddyInfo;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.procfs.BuddyInfoParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the indices against those that this host's own kernel computes. */
@Tag("takes-the-host")
class FragmentationAgainstKernelIT {
    private static final Path BUDDYINFO = Path.of("/proc/buddyinfo");
    private static final Path HUGE_PAGES = Path.of("/proc/sys/vm/nr_hugepages");

    @TempDir
    private static Path mountPoint;

    private static Path extfrag;
    private static boolean mounted;

    @BeforeAll
    static void findDebugfs() throws Exception {
        extfrag = Path.of("/sys/kernel/debug/extfrag");
        if (!Files.isReadable(extfrag.resolve("unusable_index"))) {
            mounted = run("mount", "-t", "debugfs", "none", mountPoint.toString());
            extfrag = mountPoint.resolve("extfrag");
        }
        assumeTrue(
                Files.isReadable(extfrag.resolve("unusable_index")),
                "needs debugfs with extfrag (CONFIG_COMPACTION), and root to read it");
    }

    @AfterAll
    static void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", mountPoint.toString())).isTrue();
        }
    }

    @Test
    void unusableFreeSpaceIndexEqualsTheKernels() {
        compareAllZones("unusable_index", Fragmentation::unusableIndex);
    }

    @Test
    void fragmentationIndexEqualsTheKernels() {
        compareAllZones("extfrag_index", Fragmentation::fragmentationIndex);
    }

    /** Without large blocks the fragmentation index leaves -1.000, its value for a request that would succeed. */
    @Test
    void bothEqualTheKernelsWhereLargeBlocksAreGone() throws IOException {
        assumeTrue(Files.isWritable(HUGE_PAGES), "needs root and hugetlb to take the large blocks away");
        assumeTrue(availableKb() > 2_000_000, "needs 2 GB of memory that nobody uses");
        String before = Files.readString(HUGE_PAGES).strip();
        try {
            takeLargeBlocks(Long.parseLong(before));

            compareAllZones("unusable_index", Fragmentation::unusableIndex);
            compareAllZones("extfrag_index", Fragmentation::fragmentationIndex);
        } finally {
            Files.writeString(HUGE_PAGES, before);
        }
    }

    /** Leaves less and less until some order can't be had any more. */
    private static void takeLargeBlocks(long pagesBefore) throws IOException {
        for (int leaveKb = 600_000; leaveKb >= 100_000 && !someOrderCannotBeHad(); leaveKb -= 100_000) {
            long more = Math.max(0, availableKb() - leaveKb) / 2048;
            long pages = Long.parseLong(Files.readString(HUGE_PAGES).strip());
            Files.writeString(HUGE_PAGES, Long.toString(Math.max(pages, pagesBefore) + more));
        }
        assumeTrue(someOrderCannotBeHad(), "this host keeps blocks of every order");
    }

    private static boolean someOrderCannotBeHad() throws IOException {
        return indices(extfrag.resolve("extfrag_index")).values().stream()
                .flatMap(List::stream)
                .anyMatch(index -> index > 0);
    }

    private static long availableKb() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /** The lists move all the time: a zone is compared where they were the same before and after the kernel computed. */
    private static void compareAllZones(String file, ToIntBiFunction<FreeBlocks, Integer> ours) {
        Set<ZoneId> compared = new HashSet<>();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    Map<ZoneId, FreeBlocks> before = freeBlocks();
                    Map<ZoneId, List<Integer>> kernels = indices(extfrag.resolve(file));
                    Map<ZoneId, FreeBlocks> after = freeBlocks();
                    for (ZoneId zone : before.keySet()) {
                        FreeBlocks free = before.get(zone);
                        if (free.equals(after.get(zone)) && compared.add(zone)) {
                            for (int order = 0; order < free.orders(); order++) {
                                assertThat(ours.applyAsInt(free, order))
                                        .as("%s of %s, order %d, %s", file, zone, order, free)
                                        .isEqualTo(kernels.get(zone).get(order));
                            }
                        }
                    }
                    return compared.equals(before.keySet());
                });
        assertThat(compared).isNotEmpty();
    }

    private static Map<ZoneId, FreeBlocks> freeBlocks() throws IOException {
        byte[] text = Files.readAllBytes(BUDDYINFO);
        Map<ZoneId, FreeBlocks> zones = new HashMap<>();
        for (BuddyInfo row : BuddyInfoParser.parse(text, text.length).value()) {
            zones.put(row.id(), row.free());
        }
        return zones;
    }

    /** {@code Node 0, zone   Normal 0.000 0.-500 -1.000}. */
    private static Map<ZoneId, List<Integer>> indices(Path file) throws IOException {
        Map<ZoneId, List<Integer>> zones = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            List<String> words = List.of(line.strip().split("[, ]+"));
            zones.put(
                    new ZoneId(Integer.parseInt(words.get(1)), words.get(3)),
                    words.stream()
                            .skip(4)
                            .map(FragmentationAgainstKernelIT::thousandths)
                            .toList());
        }
        return zones;
    }

    /** The kernel prints {@code %d.%03d} of quotient and remainder, both signed. */
    private static int thousandths(String index) {
        int point = index.indexOf('.');
        return Integer.parseInt(index.substring(0, point)) * 1000 + Integer.parseInt(index.substring(point + 1));
    }

    @Test
    void theKernelsWayOfPrintingANegativeFractionIsUnderstood() {
        assertThat(thousandths("0.-500")).isEqualTo(-500);
        assertThat(thousandths("-1.000")).isEqualTo(-1000);
        assertThat(thousandths("0.007")).isEqualTo(7);
        assertThat(thousandths("1.000")).isEqualTo(1000);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
