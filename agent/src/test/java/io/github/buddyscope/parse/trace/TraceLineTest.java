// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import static io.github.buddyscope.parse.trace.TraceLine.Kind.EVENT;
import static io.github.buddyscope.parse.trace.TraceLine.Kind.LOST;
import static io.github.buddyscope.parse.trace.TraceLine.Kind.OTHER;
import static io.github.buddyscope.parse.trace.TraceLine.Kind.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.TracedTask;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLineTest {
    private static final String TAIL = "777     [001] ..... 12.345678: mm_vmscan_direct_reclaim_end: nr_reclaimed=8";

    private final TraceLine line = new TraceLine();

    private TraceLine.Kind read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return line.read(bytes, 0, bytes.length);
    }

    @Test
    void readsAFailureAsLinux618PrintsIt() {
        assertThat(read(
                        "            java-564     [000] ..... 12217.120125: mm_page_alloc: page=0000000000000000 pfn=0x0"
                                + " order=9 migratetype=1 gfp_flags=GFP_TRANSHUGE|__GFP_NORETRY|__GFP_THISNODE"))
                .isEqualTo(EVENT);
        assertThat(line.event()).isEqualTo(TraceEvent.PAGE_ALLOC);
        assertThat(line.task()).isEqualTo(new TracedTask("java", 564, 0));
        assertThat(line.micros()).isEqualTo(12_217_120_125L);
        assertThat(line.pageless()).isTrue();
        assertThat(line.number("order")).isEqualTo(9);
        assertThat(line.number("migratetype")).isEqualTo(1);
        assertThat(line.text("gfp_flags")).isEqualTo("GFP_TRANSHUGE|__GFP_NORETRY|__GFP_THISNODE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java-564 [000] .... 1.000002: mm_page_alloc: page=(null) pfn=0 order=4 migratetype=0 gfp_flags=GFP_KERNEL",
                "java-564 [000] .... 1.000002: mm_page_alloc: page=00000000deadbeef pfn=0 order=4 migratetype=0"
                        + " gfp_flags=GFP_KERNEL",
                "java-564 [000] .... 1.000002: mm_page_alloc: page=0000000000000000 pfn=0 order=4 migratetype=0"
                        + " gfp_flags=GFP_KERNEL",
                "java-564 [000] .... 1.000002: mm_page_alloc: page=0000000000000000 pfn=0x0 order=4 migratetype=0"
                        + " gfp_flags=GFP_KERNEL",
            })
    void knowsAMissingPageInTheWordsOfEveryRelease(String text) {
        assertThat(read(text)).isEqualTo(EVENT);
        assertThat(line.pageless()).isTrue();
        assertThat(line.number("order")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pfn=1048576", "pfn=0x10000", "pfn=0x0f", "pfn=", "pfn=0x", "nothing=0"})
    void takesAPageForAPage(String pfn) {
        assertThat(read("java-564 [000] .... 1.000002: mm_page_alloc: page=0000000000000000 " + pfn + " order=4"))
                .isEqualTo(EVENT);
        assertThat(line.pageless()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order=3 may_writepage=1 gfp_flags=GFP_KERNEL",
                "order=3 may_writepage=1 gfp_flags=GFP_KERNEL classzone_idx=2",
                "order=3 gfp_flags=GFP_KERNEL",
                "new_field=5 order=3 gfp_flags=GFP_KERNEL",
            })
    void findsFieldsByNameWhereverTheyStand(String fields) {
        assertThat(read("java-1 [000] .... 1.000002: mm_vmscan_direct_reclaim_begin: " + fields))
                .isEqualTo(EVENT);
        assertThat(line.number("order")).isEqualTo(3);
        assertThat(line.text("gfp_flags")).isEqualTo("GFP_KERNEL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order=9 gfp_mask=0x24200ca mode=1",
                "order=9 gfp_mask=0x24200ca priority=1",
                "order=9 gfp_mask=GFP_TRANSHUGE priority=1",
            })
    void readsTheThreeFormsOfACompactionBeingAskedFor(String fields) {
        assertThat(read("java-1 [000] .... 1.000002: mm_compaction_try_to_compact_pages: " + fields))
                .isEqualTo(EVENT);
        assertThat(line.event()).isEqualTo(TraceEvent.COMPACTION_TRY);
        assertThat(line.number("order")).isEqualTo(9);
        assertThat(line.text("gfp_mask")).isIn("0x24200ca", "GFP_TRANSHUGE");
    }

    @Test
    void readsTheStatusBehindTheCommaOfACompaction() {
        read("java-1 [000] .... 1.000002: mm_compaction_end: zone_start=0x100000 migrate_pfn=0x436b20 free_pfn=0x63fe00"
                + " zone_end=0x640000, mode=async status=no_suitable_page");
        assertThat(line.text("status")).isEqualTo("no_suitable_page");
        assertThat(line.text("mode")).isEqualTo("async");
        assertThat(line.text("zone_end")).isEqualTo("0x640000");
    }

    @Test
    void readsWhyTheKernelTriesAgain() {
        read(
                "java-1 [000] .... 1.000002: reclaim_retry_zone: node=0 zone=Normal   order=3 reclaimable=120 available=9000"
                        + " min_wmark=14769 no_progress_loops=2 wmark_check=0");
        assertThat(line.event()).isEqualTo(TraceEvent.RECLAIM_RETRY_ZONE);
        assertThat(line.text("zone")).isEqualTo("Normal");
        assertThat(line.number("min_wmark")).isEqualTo(14769);
        read(
                "java-1 [000] .... 1.000002: compact_retry: order=3 priority=COMPACT_PRIO_SYNC_LIGHT compaction_result=failed"
                        + " retries=1 max_retries=16 should_retry=1");
        assertThat(line.event()).isEqualTo(TraceEvent.COMPACT_RETRY);
        assertThat(line.text("priority")).isEqualTo("COMPACT_PRIO_SYNC_LIGHT");
        assertThat(line.number("should_retry")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "            java-777     [001] ..... 12.345678: ", // 5.15 and later
                "            java-777   [001] .... 12.345678: ", // up to then
                "            java-777   [001] d..h4    12.345678: ",
                "            java-777   [001] 12.345678: ", // options/irq-info off
                "            java-777   (    777) [001] ..... 12.345678: ", // options/record-tgid on
                "            java-777   (-----) [001] ..... 12.345678: ",
                "java-777 [1234] ..... 12.345678: ",
            })
    void readsTheHeaderInEveryForm(String header) {
        assertThat(read(header + "mm_vmscan_direct_reclaim_end: nr_reclaimed=8"))
                .isEqualTo(EVENT);
        assertThat(line.tid()).isEqualTo(777);
        assertThat(line.micros()).isEqualTo(12_345_678);
        assertThat(line.task().name()).isEqualTo("java");
        assertThat(line.number("nr_reclaimed")).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GC Thread#0",
                "C1 CompilerThre",
                "java-24255",
                "java-24255 [0]",
                "x-1 [000] ...1.",
                "x-1 [000] ....",
                "-1 [0] . 1.0: e",
                "-1 [0] 1.00000",
                "x-1 (",
                "x-1 ( 5) [0]",
                "a: pfn=0",
                "mm_page_alloc:",
                "----------",
                "-1-2-3-4-5-6-7-",
                "CPU:1 [LOST 5",
                "x-5 [0] . 1.12",
                "#",
            })
    void aNameNeverPassesForAnotherTask(String name) {
        assertThat(read("%16s-%s".formatted(name, TAIL))).isEqualTo(EVENT);
        assertThat(line.task()).isEqualTo(new TracedTask(name, 777, 1));
        assertThat(line.event()).isEqualTo(TraceEvent.RECLAIM_END);
        assertThat(line.micros()).isEqualTo(12_345_678);
    }

    @Test
    void noNameOfFifteenBytesFromWhatHeadersAreMadeOfMovesTheId() {
        Random random = new Random(5);
        String parts = "- -1[0]().:# 9";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder name = new StringBuilder();
            while (name.length() < 15) {
                name.append(parts.charAt(random.nextInt(parts.length())));
            }
            String text = "%16s-%s".formatted(name, TAIL);
            assertThat(read(text)).as(text).isEqualTo(EVENT);
            assertThat(line.tid()).as(text).isEqualTo(777);
            assertThat(line.micros()).as(text).isEqualTo(12_345_678);
        }
    }

    /** Fifteen bytes that make a header with no blank in it, and a name that begins a line as a comment. */
    @ParameterizedTest
    @ValueSource(strings = {"-1[0]0.000000: ", "#"})
    void noNameHidesAnEvent(String name) {
        assertThat(read(name + "-564 [000] ..... 1.000002: mm_page_alloc: pfn=0x0 order=9 gfp_flags=GFP_KERNEL"))
                .isEqualTo(EVENT);
        assertThat(line.tid()).isEqualTo(564);
    }

    @Test
    void aNewlineInANameCostsOneUnreadableLineAndNoneOfTheFacts() {
        String[] lines = ("              a\nb c-" + TAIL).split("\n");
        assertThat(read(lines[0])).isEqualTo(UNREADABLE);
        assertThat(read(lines[1])).isEqualTo(EVENT);
        assertThat(line.task()).isEqualTo(new TracedTask("b c", 777, 1));
    }

    @Test
    void countsWhatTheKernelLost() {
        assertThat(read("CPU:11 [LOST 5138 EVENTS]")).isEqualTo(LOST);
        assertThat(line.lost()).isEqualTo(5138);
        assertThat(read("CPU:1 [LOST EVENTS]")).isEqualTo(LOST);
        assertThat(line.lost()).isEqualTo(TraceLine.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CPU:1 [LOST 5138 EVENTS",
                "CPU:1 [LOST 5138 EVENTS] ",
                "CPU: [LOST 5138 EVENTS]",
                "CPU:1 [LOST x EVENTS]",
                "java-777",
                "java-777 [001",
                "java-777 [001] ..... 12.345",
                "java-777 [001] ..... 12.34567: mm_page_alloc: order=1",
                "java-777 [001] ..... 99999999999999999999.345678: mm_page_alloc: order=1",
                "java-99999999999 [001] ..... 12.345678: mm_page_alloc: order=1",
                "java-777 [001] ..... 12.345678 mm_page_alloc: order=1",
                "-",
                " ",
            })
    void aLineThatIsCutOrWrongIsUnreadable(String text) {
        assertThat(read(text)).isEqualTo(UNREADABLE);
    }

    @Test
    void passesOverCommentsAndOtherEvents() {
        assertThat(read("# tracer: nop")).isEqualTo(OTHER);
        assertThat(read("")).isEqualTo(OTHER);
        assertThat(read("java-777 [001] ..... 12.345678: tracing_mark_write: mm_page_alloc: pfn=0"))
                .isEqualTo(OTHER);
        assertThat(read("java-777 [001] ..... 12.345678: mm_page_alloc_zone_locked: pfn=0"))
                .isEqualTo(OTHER);
        assertThat(read("java-777 [001] ..... 12.345678: mm_page_alloc")).isEqualTo(OTHER);
    }

    @Test
    void aTaskThatTheTracerForgotHasNoName() {
        read("           <...>-" + TAIL);
        assertThat(line.task()).isEqualTo(new TracedTask(null, 777, 1));
    }

    @Test
    void anyBytesAtAllDoNoHarm() {
        Random random = new Random(7);
        byte[] bytes = new byte[200];
        for (int round = 0; round < 50_000; round++) {
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length);
            assertThat(line.read(bytes, from, from + random.nextInt(bytes.length - from + 1)))
                    .isIn(OTHER, UNREADABLE);
        }
        byte[] long1 = "-1 [0] ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(line.read(long1, 0, long1.length)).isEqualTo(UNREADABLE);
    }

    @Test
    void makesNoSecondStringOfTheSameBytes() {
        String text = "java-564 [000] ..... 1.120125: mm_page_alloc: pfn=0x0 order=9 gfp_flags=GFP_TRANSHUGE";
        read(text);
        String name = line.task().name();
        String flags = line.text("gfp_flags");
        read(text);
        assertThat(line.task().name()).isSameAs(name);
        assertThat(line.text("gfp_flags")).isSameAs(flags);
    }

    @Test
    void whatCouldSteerATerminalIsTakenOutOfAName() {
        read("\u001b[31mx-" + TAIL);
        assertThat(line.task().name()).isEqualTo("\u241b[31mx");
    }
}
