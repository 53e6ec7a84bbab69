// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import static io.github.buddyscope.model.AllocationStall.Kind.DIRECT_COMPACTION;
import static io.github.buddyscope.model.AllocationStall.Kind.DIRECT_RECLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.model.TracedTask;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseAccountsTest {
    private static final long MS = 1_000_000;
    private static final long MUCH_LATER = 10_000 * MS;

    private final Timeline timeline = new Timeline(0);
    private final PauseAccounts accounts = new PauseAccounts(timeline, 0);

    private void pause(long fromMs, long toMs) {
        timeline.add(gc(fromMs, toMs, true));
    }

    private static GcEvent gc(long fromMs, long toMs, boolean pause) {
        return new GcEvent("G1 Young Generation", "cause", 1, fromMs * MS, toMs * MS, pause, 0, 0, 0, 0, 1 * MS);
    }

    private void stall(AllocationStall.Kind kind, int order, String thread, long fromMs, long toMs) {
        accounts.add(traced(kind, order, thread, fromMs, toMs, true));
    }

    private static TracedStall traced(
            AllocationStall.Kind kind, int order, String thread, long fromMs, long toMs, boolean outermost) {
        ThreadKind of = thread == null
                ? null
                : thread.startsWith("GC")
                        ? ThreadKind.GC_WORKER
                        : thread.startsWith("C2") ? ThreadKind.COMPILER : ThreadKind.MUTATOR;
        AllocationStall stall = new AllocationStall(
                kind,
                order,
                fromMs * MS,
                toMs * MS,
                0,
                outermost,
                null,
                -1,
                "GFP_TRANSHUGE",
                new TracedTask("t", 1, 0));
        return new TracedStall(stall, Instant.EPOCH, thread != null, thread, of);
    }

    private PauseStalls only() {
        List<PauseStalls> found = accounts.due(MUCH_LATER);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void theSentenceOfTwoWorkersThatCompactSideBySide() {
        pause(100, 141);
        stall(DIRECT_COMPACTION, 9, "GC Thread#0", 105, 132);
        stall(DIRECT_COMPACTION, 9, "GC Thread#1", 110, 130);

        PauseStalls pause = only();

        assertThat(pause.wallNanos()).isEqualTo(27 * MS);
        assertThat(pause.threadNanos()).isEqualTo(47 * MS);
        assertThat(pause.sentence())
                .isEqualTo("GC pause 41 ms, of which 27 ms direct compaction for order 9 in GC Thread#0 and GC Thread#1"
                        + " (the threads' own times add up to 47 ms); the clocks agree to 1.0 ms");
    }

    @Test
    void timeOneAfterTheOtherIsAddedUpOnTheWallToo() {
        pause(100, 141);
        stall(DIRECT_COMPACTION, 9, "GC Thread#0", 105, 115);
        stall(DIRECT_COMPACTION, 9, "GC Thread#1", 120, 125);
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 130, 132);

        assertThat(only().sentence())
                .isEqualTo("GC pause 41 ms, of which 15 ms direct compaction for order 9 in GC Thread#0 and GC Thread#1"
                        + " and 2.0 ms direct reclaim for order 0 in GC Thread#0; the clocks agree to 1.0 ms");
    }

    @Test
    void kindsThatWentOnAtOnceAreNotToBeAddedUp() {
        pause(100, 130);
        stall(DIRECT_COMPACTION, 9, "GC Thread#0", 102, 122);
        stall(DIRECT_RECLAIM, 0, "GC Thread#1", 110, 128);

        assertThat(only().sentence())
                .startsWith(
                        "GC pause 30 ms, of which 20 ms direct compaction for order 9 in GC Thread#0 and 18 ms direct"
                                + " reclaim for order 0 in GC Thread#1, partly at once, 26 ms in all (the threads' own times add up to"
                                + " 38 ms)");
    }

    @Test
    void whatReachesBeyondThePauseCountsWithThePartThatLiesWithin() {
        pause(100, 110);
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 95, 103);
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 108, 200);
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 300, 400);

        assertThat(only().wallNanos()).isEqualTo(5 * MS);
    }

    @Test
    void applicationThreadsMakeNoPauseLonger() {
        pause(100, 110);
        stall(DIRECT_COMPACTION, 9, "http-1", 101, 109);
        stall(DIRECT_COMPACTION, 9, "C2 CompilerThre", 101, 102);

        PauseStalls pause = only();

        assertThat(pause.wallNanos()).isZero();
        assertThat(pause.byKind()).containsEntry(ThreadKind.MUTATOR, 8 * MS).containsEntry(ThreadKind.COMPILER, MS);
        assertThat(pause.sentence())
                .startsWith(
                        "GC pause 10 ms, in which no thread that works in pauses was stalled; application and compiler"
                                + " threads, which the pause didn't wait for, add up to 9.0 ms");
        assertThat(accounts.totals().stalledPauses()).isZero();
    }

    @Test
    void aStallWithinAStallAndThoseOfOthersDoNotCount() {
        pause(100, 110);
        accounts.add(traced(DIRECT_COMPACTION, 9, "GC Thread#0", 102, 104, false));
        accounts.add(traced(DIRECT_COMPACTION, 9, null, 102, 104, true));

        assertThat(accounts.due(MUCH_LATER)).isEmpty();
        assertThat(accounts.totals().pauses()).isEqualTo(1);
    }

    @Test
    void aPauseIsLookedAtOnceAndNotBeforeItsStallsHaveComeIn() {
        pause(100, 110);
        assertThat(accounts.due(1_000 * MS)).isEmpty();
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 102, 104);
        assertThat(accounts.due(3_000 * MS)).hasSize(1);
        assertThat(accounts.due(5_000 * MS)).isEmpty();
        assertThat(accounts.totals().stalledWallNanos()).isEqualTo(2 * MS);
        assertThat(accounts.totals().pauseNanos()).isEqualTo(10 * MS);
    }

    @Test
    void concurrentCyclesAreNoPauses() {
        timeline.add(gc(100, 200, false));
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 102, 104);
        assertThat(accounts.due(MUCH_LATER)).isEmpty();
    }

    @Test
    void ofEachMinuteTheTimeOutsideOfPausesIsKeptApart() {
        pause(100, 110);
        stall(DIRECT_RECLAIM, 0, "GC Thread#0", 105, 120);
        stall(DIRECT_RECLAIM, 0, "http-1", 500, 530);
        accounts.due(MUCH_LATER);
        assertThat(accounts.totals().lastMinuteOutside()).isEmpty();
        accounts.due(63_000 * MS);
        assertThat(accounts.totals().lastMinuteOutside())
                .containsEntry(ThreadKind.GC_WORKER, 10 * MS)
                .containsEntry(ThreadKind.MUTATOR, 30 * MS);
        accounts.due(123_000 * MS);
        assertThat(accounts.totals().lastMinuteOutside()).isEmpty();
        assertThat(accounts.totals().inPauses()).containsEntry(ThreadKind.GC_WORKER, 5 * MS);
    }

    @Test
    void manyThreadsAreNotAllNamed() {
        pause(100, 110);
        for (int i = 0; i < 9; i++) {
            stall(DIRECT_COMPACTION, 9, "GC Thread#" + i, 101, 109 - i / 2);
        }
        assertThat(only().sentence()).contains("in GC Thread#0, GC Thread#1, GC Thread#2 and 6 more");
    }
}
