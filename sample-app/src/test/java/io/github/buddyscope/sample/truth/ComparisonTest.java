// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pause of 40 ms from 100.000 s on, in which two workers were stalled from 100.010 to 100.022 s, and a third task. */
class ComparisonTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private static final String TRACE = """
            # entries-in-buffer/entries-written: 9/9   #P:2
               GC Thread#0-11      [000] ..... 100.010000: mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE
               GC Thread#0-11      [000] ..... 100.018000: mm_vmscan_direct_reclaim_end: nr_reclaimed=52
               GC Thread#1-12      [001] ..... 100.015900: mm_compaction_try_to_compact_pages: order=9 gfp_mask=GFP_TRANSHUGE
               GC Thread#1-12      [001] ..... 100.016000: mm_compaction_begin: zone_start=0x100000 mode=sync
               GC Thread#1-12      [001] ..... 100.022000: mm_compaction_end: zone_start=0x100000 status=complete
               GC Thread#1-12      [001] ..... 100.022000: mm_page_alloc: page=0 pfn=0x0 order=9 migratetype=1
             a-b worker-1-13      [001] ..... 100.030000: mm_vmscan_direct_reclaim_begin: order=0 gfp_flags=GFP_KERNEL
             a-b worker-1-13      [001] ..... 100.035000: mm_vmscan_direct_reclaim_end: nr_reclaimed=1
                kcompactd0-9      [001] ..... 100.031000: mm_compaction_begin: zone_start=0x100000 mode=sync
            """;

    private static final String LOG = """
            [100000100000ns] GC(7) Pause Young (Normal) (G1 Evacuation Pause)
            [100040100000ns] GC(7) Pause Young (Normal) (G1 Evacuation Pause) 9M->7M(20M) 40.000ms
            """;

    @TempDir
    Path directory;

    private final TestStalledPause verdict = new TestStalledPause();
    private final List<Event> events = new ArrayList<>();
    private int status;

    @BeforeEach
    void aRunThatAgrees() throws IOException {
        Files.writeString(directory.resolve(Comparison.TRACE), TRACE);
        Files.writeString(directory.resolve(Comparison.PAUSES), LOG);
        Files.writeString(directory.resolve(Comparison.THREADS), "11 GC Thread#0\n12 GC Thread#1\n13 a-b worker-1\n");
        verdict.kernelTime = 500_100_000;
        verdict.lastKernelTime = 500_100_000;
        verdict.gcTraceTime = 100 * SECOND;
        verdict.gcPause = 40 * MILLISECOND;
        verdict.gcStalled = 12 * MILLISECOND;
        verdict.stalledPauses = 1;
        events.add(stall("DIRECT_RECLAIM", 9, 11, 10, 8));
        events.add(stall("DIRECT_COMPACTION", 9, 12, 16, 6));
        events.add(stall("DIRECT_RECLAIM", 0, 13, 30, 5));
        TestFailure failure = new TestFailure();
        failure.traceTime = 100 * SECOND + 22 * MILLISECOND;
        failure.order = 9;
        events.add(failure);
        events.add(verdict);
    }

    @Test
    void agreesAndSaysWhereToLook() throws IOException {
        assertThat(compare())
                .contains("STALLED_PAUSE, GC(7) Pause Young (Normal) (G1 Evacuation Pause)")
                .containsPattern("of which stalled, by the trace +12\\.000 ms +12\\.000 ms +agree.*lines 3 to 6")
                .containsPattern("the JVM's part +VICTIM +VICTIM +agree")
                .containsPattern("pauses with stalls about it +1 +1 +agree")
                .containsPattern("pauses that call for a verdict +1 +1 +agree")
                .containsPattern("direct reclaims for order 0 +1 +1 +agree")
                .containsPattern("direct reclaims for order 9 +1 +1 +agree")
                .containsPattern("direct compactions for order 9 +1 +1 +agree")
                .containsPattern("failures for order 9 +1 +1 +agree")
                .doesNotContain("NOT AGREE");
        assertThat(status).isZero();
    }

    /** It logs a pause before it asks how many workers to take, and its end when all the rest is done. */
    @Test
    void takesThePauseForTheOneOfTheLogThatItLiesWithin() throws IOException {
        Files.writeString(directory.resolve(Comparison.PAUSES), """
                [99990000000ns] GC(7) Pause Young (Normal) (G1 Evacuation Pause)
                [100060000000ns] GC(7) Pause Young (Normal) (G1 Evacuation Pause) 9M->7M(20M) 70.000ms
                """);

        assertThat(compare()).containsPattern("the pause, within the JVM's log +40.000 ms +70.000 ms +agree");
        assertThat(status).isZero();
    }

    @Test
    void goesByNoWallClock() throws IOException {
        verdict.kernelTime -= 1_117;
        verdict.lastKernelTime -= 1_117;

        compare();

        assertThat(status).isZero();
    }

    @Test
    void placesAVerdictWithoutACollectionByWhatWasTracedNextToIt() throws IOException {
        TestStall later = stall("DIRECT_RECLAIM", 0, 13, 9_000_000, 1);
        later.kernelTime -= 1_117;
        events.add(later);
        TestStalledPause other = new TestStalledPause();
        other.trigger = "TRACED_FAILURE";
        other.kernelTime = 500_100_022;
        other.lastKernelTime = other.kernelTime;
        other.gcTraceTime = -1;
        events.add(other);
        events.remove(verdict);

        assertThat(compare()).containsPattern("pauses that call for a verdict +1 +1 +agree");
    }

    @Test
    void seesAPauseOfWhichTheVerdictTellsAPartOnly() throws IOException {
        verdict.gcPause = 13 * MILLISECOND;
        disagrees("the pause +is there +no such pause +DO NOT AGREE");
    }

    @Test
    void seesAStalledTimeThatIsTheThreadsAddedUp() throws IOException {
        verdict.gcStalled = 14 * MILLISECOND;
        disagrees("the same from the verdict's moments +14\\.000 ms +12\\.000 ms +DO NOT AGREE");
    }

    @Test
    void seesAnApplicationThreadThatWasCounted() throws IOException {
        verdict.gcStalled = 17 * MILLISECOND;
        disagrees("the same from the verdict's moments +17\\.000 ms +12\\.000 ms +DO NOT AGREE");
    }

    @Test
    void seesAPauseThatTheJvmDidNotHave() throws IOException {
        verdict.gcTraceTime += SECOND;
        disagrees("the pause +is there +no such pause +DO NOT AGREE");
    }

    @Test
    void seesARoleThatDoesNotFollow() throws IOException {
        verdict.jvmRole = "BYSTANDER";
        disagrees("the JVM's part +BYSTANDER +VICTIM +DO NOT AGREE");
    }

    @Test
    void seesPausesThatWereNotCounted() throws IOException {
        verdict.stalledPauses = 0;
        disagrees("pauses with stalls about it +0 +1 +DO NOT AGREE");
    }

    /** Of 1.9 ms, with a stall in it, so long after 100 s, when the other had begun. */
    private void anotherPause(long millis) throws IOException {
        long begin = 100 * SECOND + millis * MILLISECOND;
        Files.writeString(directory.resolve(Comparison.PAUSES), LOG + """
                [%dns] GC(8) Pause Young (Normal) (G1 Evacuation Pause)
                [%dns] GC(8) Pause Young (Normal) (G1 Evacuation Pause) 9M->7M(20M) 1.900ms
                """.formatted(begin, begin + 1_900_000));
        String stall = "   GC Thread#0-11      [000] ..... %d.%06d: mm_vmscan_direct_reclaim_%s\n";
        long from = begin / 1_000;
        Files.writeString(
                directory.resolve(Comparison.TRACE),
                TRACE
                        + stall.formatted(from / 1_000_000, from % 1_000_000, "begin: order=9 gfp_flags=GFP_TRANSHUGE")
                        + stall.formatted(from / 1_000_000, (from + 1_000) % 1_000_000, "end: nr_reclaimed=52"));
        events.add(stall("DIRECT_RECLAIM", 9, 11, millis, 1));
    }

    /** A pause goes on after it has begun: about it is what is within a second of its end. */
    @Test
    void looksForPausesAboutAnEpisodeUntilASecondBehindItsEnd() throws IOException {
        anotherPause(1_030);
        verdict.stalledPauses = 2;

        assertThat(compare()).containsPattern("pauses with stalls about it +2 +1 to 2 +agree");
        assertThat(status).isZero();
    }

    @Test
    void seesPausesCountedThatWereLater() throws IOException {
        anotherPause(1_050);
        verdict.stalledPauses = 2;

        disagrees("pauses with stalls about it +2 +1 +DO NOT AGREE");
    }

    @Test
    void seesAStallThatWasNotTold() throws IOException {
        events.remove(0);
        disagrees("direct reclaims for order 9 +0 +1 +DO NOT AGREE");
    }

    @Test
    void seesAPauseThatGotNoVerdict() throws IOException {
        Files.writeString(directory.resolve(Comparison.TRACE), TRACE + """
                   GC Thread#0-11      [000] ..... 110.010000: mm_vmscan_direct_reclaim_begin: order=9 gfp_flags=GFP_TRANSHUGE
                   GC Thread#0-11      [000] ..... 110.030000: mm_vmscan_direct_reclaim_end: nr_reclaimed=52
                """);
        Files.writeString(directory.resolve(Comparison.PAUSES), LOG + """
                [110000000000ns] GC(8) Pause Young (Normal) (G1 Evacuation Pause)
                [110040000000ns] GC(8) Pause Young (Normal) (G1 Evacuation Pause) 9M->7M(20M) 40.000ms
                """);
        events.add(stall("DIRECT_RECLAIM", 9, 11, 10_010, 20));

        disagrees("pauses that call for a verdict +1 +2 +DO NOT AGREE");
    }

    @Test
    void takesNoVerdictForNoAgreement() throws IOException {
        events.remove(verdict);
        disagrees("gave no verdict on a stalled pause");
    }

    @Test
    void takesNoTraceThatLostSomething() throws IOException {
        Files.writeString(directory.resolve(Comparison.TRACE), TRACE.replace("written: 9/9", "written: 9/12"));
        disagrees("the trace is incomplete");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(directory.resolve(Comparison.PAUSES));

        assertThatThrownBy(this::compare).isInstanceOf(IOException.class).hasMessageContaining("gc.log");
    }

    private void disagrees(String pattern) throws IOException {
        assertThat(compare()).containsPattern(pattern);
        assertThat(status).isOne();
    }

    /** Milliseconds after 100 s. */
    private static TestStall stall(String kind, int order, int task, long begin, long length) {
        TestStall stall = new TestStall();
        stall.kind = kind;
        stall.order = order;
        stall.taskId = task;
        stall.traceTime = 100 * SECOND + begin * MILLISECOND;
        stall.kernelTime = 500_100_000 + begin;
        stall.stall = length * MILLISECOND;
        return stall;
    }

    private String compare() throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("buddyscope.AllocationStall").withoutThreshold();
            recording.start();
            events.forEach(Event::commit);
            recording.stop();
            recording.dump(directory.resolve(Comparison.RECORDING));
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        status = Comparison.print(directory, new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
