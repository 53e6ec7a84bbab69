// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static io.github.buddyscope.model.ZoneInfo.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.VmStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmStatParserTest {
    @Test
    void keepsTheCountersThatMatterOfThisYearsKernel() {
        byte[] text = Texts.captured("vmstat-x86-6.18.txt");

        Parsed<VmStat> parsed = VmStatParser.parse(text, text.length);

        assertThat(parsed.problem()).isEmpty();
        assertThat(parsed.value().counters())
                .containsOnlyKeys(
                        "allocstall_dma",
                        "allocstall_dma32",
                        "allocstall_normal",
                        "allocstall_movable",
                        "allocstall_device",
                        "pgscan_direct",
                        "pgscan_direct_throttle",
                        "pgalloc_dma",
                        "pgalloc_dma32",
                        "pgalloc_normal",
                        "pgalloc_movable",
                        "pgalloc_device",
                        "compact_stall",
                        "compact_fail",
                        "compact_success",
                        "compact_daemon_wake",
                        "pageoutrun",
                        "kswapd_low_wmark_hit_quickly",
                        "kswapd_high_wmark_hit_quickly",
                        "nr_active_file",
                        "nr_inactive_file",
                        "thp_fault_alloc",
                        "thp_fault_fallback",
                        "oom_kill");
    }

    @Test
    void readsTheStallsOfKernelsBefore48() {
        VmStat stat = parse("allocstall 12\nallocstall_else 9\npgscan_direct_normal 3\nnr_free_pages 99\n")
                .value();

        assertThat(stat.allocStalls()).isEqualTo(12);
        assertThat(stat.get("pgscan_direct_normal")).isEqualTo(3);
        assertThat(stat.get("oom_kill")).isEqualTo(UNKNOWN);
        assertThat(stat.get("nr_free_pages")).isEqualTo(UNKNOWN);
    }

    @Test
    void addsUpTheStallsOfLaterKernels() {
        assertThat(parse("allocstall_dma 1\nallocstall_normal 8\nallocstall_movable 4\n")
                        .value()
                        .allocStalls())
                .isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compact_stall",
                "compact_stall -4",
                "compact_stall 4 5",
                "compact_stall four",
                "compact_stall 18446744073709551615",
                "garbage",
                "\u0000\u0001",
            })
    void aBadLineIsToldAndLeavesTheGoodOnesAroundIt(String bad) {
        Parsed<VmStat> parsed = parse("oom_kill 1\n" + bad + "\npageoutrun 2\n");

        assertThat(parsed.value().counters()).containsOnlyKeys("oom_kill", "pageoutrun");
        assertThat(parsed.badLines()).isEqualTo(1);
        assertThat(parsed.problem()).startsWith("line 2: ");
    }

    @Test
    void aWrappedCounterThatIsNotKeptIsNoProblem() {
        assertThat(parse("nr_shmem 18446744073709551615\noom_kill 1\n").problem())
                .isEmpty();
    }

    @Test
    void aCutLastLineIsNotTakenForASmallerNumber() {
        Parsed<VmStat> parsed = parse("oom_kill 1\npageoutrun 2");

        assertThat(parsed.value().counters()).containsOnlyKeys("oom_kill");
        assertThat(parsed.problem()).isEqualTo("line 2: cut short: \"pageoutrun 2\"");
    }

    @Test
    void aTextWithoutAnyOfThemIsNull() {
        assertThat(parse("").value()).isNull();
        assertThat(parse("nr_free_pages 1\n").problem()).isEqualTo("none of the counters that matter");
    }

    private static Parsed<VmStat> parse(String text) {
        byte[] bytes = Texts.bytes(text);
        return VmStatParser.parse(bytes, bytes.length);
    }
}
