// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import static io.github.buddyscope.model.AllocationStall.Kind.DIRECT_COMPACTION;
import static io.github.buddyscope.model.AllocationStall.Kind.DIRECT_RECLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.ZoneId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TraceAssemblerTest {
    private static final String TRY = "mm_compaction_try_to_compact_pages: order=9 gfp_mask=GFP_TRANSHUGE priority=%d";
    private static final String COMPACTING = "mm_compaction_begin: zone_start=0x1 zone_end=0x2, mode=async";
    private static final String COMPACTED = "mm_compaction_end: zone_start=0x1 zone_end=0x2, mode=async status=%s";
    private static final String RECLAIMING = "mm_vmscan_direct_reclaim_begin: order=%d gfp_flags=GFP_TRANSHUGE";
    private static final String RECLAIMED = "mm_vmscan_direct_reclaim_end: nr_reclaimed=%d";
    private static final String FAILED =
            "mm_page_alloc: page=0000000000000000 pfn=0x0 order=%d migratetype=1 gfp_flags=GFP_TRANSHUGE";

    private final List<AllocationFailure> failures = new ArrayList<>();
    private final List<AllocationStall> stalls = new ArrayList<>();
    private final TraceSink sink = new TraceSink() {
        @Override
        public void failure(AllocationFailure failure) {
            failures.add(failure);
        }

        @Override
        public void stall(AllocationStall stall) {
            stalls.add(stall);
        }
    };
    private final TraceLine line = new TraceLine();
    private TraceAssembler assembler = new TraceAssembler(sink, 0, true);

    private void raw(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assembler.accept(line.read(bytes, 0, bytes.length), line);
    }

    private void at(long micros, int tid, String event, Object... values) {
        raw("task%d-%d [001] ..... 7.%06d: %s".formatted(tid, tid, micros, event.formatted(values)));
    }

    @Test
    void aFailureInAnInterruptLeavesWhatTheTaskIsInTheMiddleOf() {
        at(100, 5, TRY, 2);
        at(110, 5, COMPACTING);
        raw("task5-5 [001] ..s1. 7.000120: " + FAILED.formatted(3));
        at(150, 5, COMPACTED, "partial_skipped");
        raw("task5-5 [001] d.h.. 7.000160: " + FAILED.formatted(9));
        at(170, 5, COMPACTING);
        at(190, 5, COMPACTED, "complete");
        at(200, 5, FAILED, 9);

        assertThat(stalls).extracting(AllocationStall::durationNanos).containsExactly(40_000L, 20_000L);
        assertThat(stalls).extracting(AllocationStall::outermost).containsOnly(true);
        assertThat(failures).extracting(AllocationFailure::inInterrupt).containsExactly(true, true, false);
        assertThat(failures).extracting(AllocationFailure::stalledNanos).containsExactly(0L, 0L, 60_000L);
        assertThat(assembler.dropped()).isZero();
    }

    @Test
    void aFailureWithinAStallLeavesTheStall() {
        at(100, 5, RECLAIMING, 9);
        at(120, 5, FAILED, 2);
        at(150, 5, RECLAIMED, 8);
        at(160, 5, FAILED, 9);

        assertThat(failures).extracting(AllocationFailure::stalledNanos).containsExactly(0L, 50_000L);
    }

    @Test
    void aHugePageThatFailsAfterBothCompactionsAndReclaim() {
        at(100, 5, TRY, 2);
        at(110, 5, COMPACTING);
        at(150, 5, COMPACTED, "partial_skipped");
        at(200, 5, RECLAIMING, 9);
        at(260, 5, RECLAIMED, 8);
        at(300, 5, TRY, 1);
        at(310, 5, COMPACTING);
        at(410, 5, COMPACTED, "complete");
        at(420, 5, FAILED, 9);

        assertThat(stalls)
                .extracting(AllocationStall::kind)
                .containsExactly(DIRECT_COMPACTION, DIRECT_RECLAIM, DIRECT_COMPACTION);
        assertThat(stalls).extracting(AllocationStall::order).containsOnly(9);
        assertThat(stalls).extracting(AllocationStall::durationNanos).containsExactly(40_000L, 60_000L, 100_000L);
        assertThat(stalls).extracting(AllocationStall::result).containsExactly("partial_skipped", null, "complete");
        assertThat(stalls).extracting(AllocationStall::pagesReclaimed).containsExactly(-1L, 8L, -1L);
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).stalledNanos()).isEqualTo(200_000);
        assertThat(failures.get(0).nanos()).isEqualTo(7_000_420_000L);
        assertThat(failures.get(0).task().tid()).isEqualTo(5);
    }

    @Test
    void tasksDoNotMeddleWithEachOther() {
        at(1, 5, RECLAIMING, 3);
        at(2, 6, RECLAIMING, 0);
        at(4, 5, RECLAIMED, 1);
        at(8, 6, RECLAIMED, 2);
        assertThat(stalls).extracting(s -> s.task().tid()).containsExactly(5, 6);
        assertThat(stalls).extracting(AllocationStall::order).containsExactly(3, 0);
        assertThat(stalls).extracting(AllocationStall::durationNanos).containsExactly(3_000L, 6_000L);
    }

    @Test
    void aStallWithinAStallIsCountedOnce() {
        at(10, 5, TRY, 1);
        raw("task5-5 [001] ..... 7.000020: mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE");
        at(25, 5, TRY, 1);
        at(30, 5, COMPACTING);
        at(50, 5, COMPACTED, "success");
        at(90, 5, RECLAIMED, 8);
        assertThat(stalls).extracting(AllocationStall::outermost).containsExactly(false, true);
        assertThat(stalls).extracting(AllocationStall::nestedNanos).containsExactly(0L, 20_000L);
        at(91, 5, FAILED, 9);
        assertThat(failures.get(0).stalledNanos()).isEqualTo(70_000);
    }

    @Test
    void everyZoneOfACompactionIsAStallOfItsOwn() {
        at(10, 5, TRY, 2);
        at(11, 5, COMPACTING);
        at(12, 5, COMPACTED, "no_suitable_page");
        at(13, 5, COMPACTING);
        at(15, 5, COMPACTED, "complete");
        assertThat(stalls).extracting(AllocationStall::order).containsExactly(9, 9);
    }

    @Test
    void theKernelsOwnCompactionIsNobodysStall() {
        at(10, 35, COMPACTING);
        at(20, 35, COMPACTED, "success");
        assertThat(stalls).isEmpty();
        assertThat(assembler.backgroundCompactions()).isEqualTo(1);
        assertThat(assembler.dropped()).isZero();
    }

    @Test
    void aKernelThatDoesNotTellOfTriesGivesCompactionsWithoutOrder() {
        assembler = new TraceAssembler(sink, 0, false);
        at(10, 35, COMPACTING);
        at(20, 35, COMPACTED, "success");
        assertThat(stalls).extracting(AllocationStall::order).containsExactly(AllocationStall.UNKNOWN);
    }

    @Test
    void stallsOfAllocationsThatSucceededAreNotTheFailuresOwn() {
        at(10, 5, TRY, 2);
        at(11, 5, COMPACTING);
        at(19, 5, COMPACTED, "success");
        at(20, 5, TRY, 2);
        at(21, 5, COMPACTING);
        at(22, 5, COMPACTED, "complete");
        at(23, 5, FAILED, 9);
        assertThat(failures.get(0).stalledNanos()).isEqualTo(1_000);
    }

    @Test
    void whatWasReclaimedForAnotherRequestOfTheOrderIsNotTheFailuresOwn() {
        at(10, 5, RECLAIMING, 3);
        at(19, 5, RECLAIMED, 80);
        at(20, 5, RECLAIMING, 3);
        at(21, 5, RECLAIMED, 0);
        at(
                22,
                5,
                "reclaim_retry_zone: node=0 zone=Normal   order=3 reclaimable=120 available=9000 min_wmark=14769"
                        + " no_progress_loops=2 wmark_check=0");
        at(23, 5, RECLAIMING, 3);
        at(27, 5, RECLAIMED, 0);
        at(28, 5, FAILED, 3);
        assertThat(failures.get(0).stalledNanos()).isEqualTo(5_000);
        assertThat(failures.get(0).evidence())
                .containsExactly(
                        new RetryEvidence.Zone(7_000_022_000L, 3, new ZoneId(0, "Normal"), 120, 9000, 14769, 2, false));
    }

    @Test
    void keepsTheReasonForGivingUpOnCompaction() {
        at(
                22,
                5,
                "compact_retry: order=9 priority=COMPACT_PRIO_SYNC_LIGHT compaction_result=failed retries=1"
                        + " max_retries=4 should_retry=0");
        at(28, 5, FAILED, 9);
        at(29, 5, FAILED, 9);
        assertThat(failures.get(0).evidence())
                .containsExactly(new RetryEvidence.Compaction(
                        7_000_022_000L, 9, "COMPACT_PRIO_SYNC_LIGHT", "failed", 1, 4, false));
        assertThat(failures.get(1).evidence()).isEmpty();
    }

    @Test
    void endsWithoutBeginAreCountedAndMakeNothing() {
        at(10, 5, RECLAIMED, 8);
        assertThat(stalls).isEmpty();
        assertThat(assembler.dropped()).isEqualTo(1);
    }

    @Test
    void whatWasOpenWhenEventsWereLostIsDropped() {
        at(10, 5, RECLAIMING, 9);
        raw("CPU:0 [LOST 37 EVENTS]");
        at(90, 5, RECLAIMED, 8);
        assertThat(stalls).isEmpty();
        assertThat(assembler.lost()).isEqualTo(37);
        assertThat(assembler.dropped()).isEqualTo(2);
        at(100, 5, RECLAIMING, 9);
        at(101, 5, RECLAIMED, 8);
        assertThat(stalls).hasSize(1);
    }

    @Test
    void tasksWithoutEndCostNoMemoryWithoutBound() {
        for (int tid = 1; tid < 100_000; tid++) {
            at(10, tid, RECLAIMING, 0);
        }
        assertThat(assembler.dropped()).isGreaterThan(98_000);
        at(10, 99_999, RECLAIMED, 0);
        assertThat(stalls).hasSize(1);
    }

    @Test
    void beginsThatNestWithoutEndAreDropped() {
        for (int i = 0; i < 1_000; i++) {
            at(10 + i, 5, RECLAIMING, 0);
        }
        assertThat(assembler.dropped()).isGreaterThan(900);
    }

    @Test
    void countsBlocksThatChangedTheirTypeWithoutMakingAnythingOfThem() {
        at(
                10,
                5,
                "mm_page_alloc_extfrag: page=0000000012345678 pfn=0x1f000 alloc_order=0 fallback_order=4 pageblock_order=9"
                        + " alloc_migratetype=0 fallback_migratetype=1 fragmenting=1 change_ownership=0");
        assertThat(assembler.mixed()).isEqualTo(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void movesTheTracesClockToTheJvms() {
        assembler = new TraceAssembler(sink, -1_000_000_000L, true);
        at(1, 5, FAILED, 1);
        assertThat(failures.get(0).nanos()).isEqualTo(6_000_001_000L);
    }

    private String real() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/trace/starved-6.18.trace")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Half lines, lines that are missing, stand twice or in another's place, and lines of which a byte is another. */
    @Test
    void aRealTraceThatIsHurtThrowsNothingAndNothingEndsBeforeItBegan() throws IOException {
        List<String> lines = real().lines().toList();
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(random.nextInt(20) == 0 ? random.nextInt(lines.size()) : i);
                int at = random.nextInt(text.length() + 1);
                switch (random.nextInt(12)) {
                    case 0 -> raw(text.substring(0, at));
                    case 1 -> raw(text.substring(at));
                    case 2 -> raw(text.substring(0, at) + (char) random.nextInt(256) + text.substring(at));
                    default -> raw(text);
                }
            }
        }
        assertThat(failures).isNotEmpty().allMatch(f -> f.stalledNanos() >= 0);
        assertThat(stalls)
                .isNotEmpty()
                .allMatch(s -> s.endNanos() >= s.beginNanos() && s.nestedNanos() >= 0 && s.durationNanos() >= 0);
        assertThat(assembler.unreadable()).isPositive();
        assertThat(assembler.dropped()).isPositive();
    }

    @Test
    void findsInARealTraceWhatIsThere() throws IOException {
        String text = real();
        text.lines().forEach(this::raw);
        assertThat(failures).hasSize(count(text, "mm_page_alloc: "));
        assertThat(failures).allMatch(f -> f.order() == 9 && f.gfpFlags().startsWith("GFP_TRANSHUGE"));
        assertThat(stalls.stream().filter(s -> s.kind() == DIRECT_RECLAIM))
                .hasSize(count(text, "mm_vmscan_direct_reclaim_end: "));
        assertThat(stalls.stream().filter(s -> s.kind() == DIRECT_COMPACTION))
                .hasSize(count(text, "mm_compaction_end: ") - count(text, "kcompactd0-35.*mm_compaction_end: "));
        assertThat(stalls).allMatch(AllocationStall::outermost);
        assertThat(failures).extracting(f -> f.task().name()).contains("java", "GC Thread#0", "VM Thread");
        assertThat(assembler.unreadable()).isZero();
        assertThat(assembler.dropped()).isZero();
    }

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
