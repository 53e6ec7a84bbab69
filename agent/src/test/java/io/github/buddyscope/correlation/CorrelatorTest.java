// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CorrelatorTest {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);

    private final Timeline timeline = new Timeline(0);
    private final Correlator correlator = new Correlator(timeline, WINDOW, true, true, 4096);

    @Test
    void waitsForTheWindowToPass() {
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(105))).isEmpty();
        assertThat(correlator.due(seconds(106))).hasSize(1);
        assertThat(correlator.due(seconds(200))).isEmpty();
    }

    @Test
    void makesOneEpisodeOfFailuresThatComeWithinAWindowOfEachOther() {
        correlator.add(Failures.at(100));
        correlator.add(Failures.at(104));
        correlator.add(Failures.at(108));

        assertThat(correlator.due(seconds(112))).isEmpty();
        assertThat(correlator.due(seconds(114))).singleElement().satisfies(verdict -> {
            assertThat(verdict.failures()).isEqualTo(3);
            assertThat(verdict.first().nanos()).isEqualTo(seconds(100));
            assertThat(verdict.lastNanos()).isEqualTo(seconds(108));
            assertThat(verdict.summary()).startsWith("3 failures within 8.0 s; the first stands for them.");
        });
    }

    @Test
    void keepsFailuresOfDifferentCausesApart() {
        correlator.add(Failures.at(100));
        correlator.add(Failures.of(101, Cause.SHORTAGE, true, false, null));

        assertThat(correlator.due(seconds(110)))
                .extracting(v -> v.first().diagnosis().cause())
                .containsExactly(Cause.FRAGMENTATION, Cause.SHORTAGE);
    }

    @Test
    void endsAnEpisodeThatNeverPauses() {
        for (int second = 100; second <= 170; second++) {
            correlator.add(Failures.at(second));
        }

        assertThat(correlator.due(seconds(166)))
                .singleElement()
                .satisfies(v -> assertThat(v.failures()).isEqualTo(61));
    }

    @Test
    void saysSoWhenTooManyEpisodesAreOpen() {
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += correlator.add(Failures.at(100 + 10 * i)) ? 1 : 0;
        }

        assertThat(kept).isEqualTo(64);
    }

    @Test
    void namesTheNearestCollectionWithItsOffsetAndTheClocksError() {
        timeline.add(gc(90_000, 90_010, "far", true));
        timeline.add(gc(98_000, 98_020, "G1 Young Generation", true));
        correlator.add(Failures.at(100));

        Verdict verdict = correlator.due(seconds(110)).get(0);

        assertThat(verdict.nearestGc().gc().collector()).isEqualTo("G1 Young Generation");
        assertThat(verdict.nearestGc().offsetNanos()).isEqualTo(-TimeUnit.MILLISECONDS.toNanos(1_980));
        assertThat(verdict.nearestGc().errorNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
        assertThat(verdict.gcsInWindow()).isEqualTo(1);
        assertThat(verdict.summary())
                .contains("G1 Young Generation (a cause, pause 20 ms), ended 1980 ms before it (clocks agree to 3 ms)");
    }

    @Test
    void saysWhatOfTheNearestPauseWentIntoMakingMemory() {
        timeline.add(gc(98_000, 98_020, "G1 Young Generation", true));
        PauseAccounts pauses = new PauseAccounts(timeline, 0);
        AllocationStall stall = new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                TimeUnit.MILLISECONDS.toNanos(98_005),
                TimeUnit.MILLISECONDS.toNanos(98_017),
                0,
                true,
                "complete",
                AllocationStall.UNKNOWN,
                "GFP_TRANSHUGE",
                new TracedTask("GC Thread#0", 7, 0));
        pauses.add(new TracedStall(stall, Instant.EPOCH, true, "GC Thread#0", ThreadKind.GC_WORKER));
        correlator.pauses(pauses);
        correlator.add(Failures.at(100));

        Verdict verdict = correlator.due(seconds(110)).get(0);

        assertThat(verdict.pauseStalls().wallNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(12));
        assertThat(verdict.summary())
                .contains("GC pause 20 ms, of which 12 ms direct compaction for order 9 in GC Thread#0");
    }

    @Test
    void saysCoincidedForAFailureWithinAPauseAndDoesNotCallACycleAPause() {
        timeline.add(gc(99_000, 101_000, "ZGC Major Cycles", false));
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(110)).get(0).summary())
                .contains("ZGC Major Cycles (a cause, concurrent cycle of 2000 ms), coincided with it");
    }

    @Test
    void setsDirectTrafficBesideWhatIsUsual() {
        long mebibyte = 1 << 20;
        for (int second = 0; second <= 95; second++) {
            timeline.addDirect(seconds(second), second * mebibyte);
        }
        for (int second = 96; second <= 110; second++) {
            timeline.addDirect(seconds(second), (95 + (second - 95) * 20L) * mebibyte);
        }
        correlator.add(Failures.at(100));

        Verdict verdict = correlator.due(seconds(110)).get(0);

        assertThat(verdict.directBytes()).isEqualTo(200 * mebibyte);
        assertThat(verdict.usualDirectBytes()).isEqualTo(10 * mebibyte);
        assertThat(verdict.summary())
                .contains("Direct buffers: 200 MiB reserved in that time, the rate before would give 10 MiB.");
    }

    @Test
    void countsDirectTrafficFromTheStartWhereTheWindowBeginsBeforeIt() {
        Timeline young = new Timeline(seconds(98));
        Correlator correlator = new Correlator(young, WINDOW, true, true, 4096);
        young.addDirect(seconds(99), 3 << 20);
        young.addDirect(seconds(106), 5 << 20);
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(110)).get(0).directBytes()).isEqualTo(5 << 20);
    }

    @Test
    void neverBlamesAnInterruptedTask() {
        correlator.add(Failures.of(100, Cause.SHORTAGE, true, true, null));

        assertThat(correlator.due(seconds(110)).get(0).summary()).contains("this JVM is not to blame");
    }

    @Test
    void namesThisJvmsThread() {
        correlator.add(Failures.of(100, Cause.SHORTAGE, true, false, "C2 CompilerThre"));

        assertThat(correlator.due(seconds(110)).get(0).summary())
                .contains("It happened on this JVM's thread C2 CompilerThre (task 42).");
    }

    @Test
    void doesNotClaimThatATaskIsForeignWhereIdsCannotBeCompared() {
        Correlator inContainer = new Correlator(timeline, WINDOW, true, false, 4096);
        inContainer.add(Failures.at(100));

        assertThat(inContainer.due(seconds(110)).get(0).summary()).contains("can't be told", "pid namespace");
    }

    @Test
    void saysThatItKnowsNothingOfThisJvmBeforeItsStart() {
        Correlator late = new Correlator(new Timeline(seconds(500)), WINDOW, true, true, 4096);
        late.add(Failures.of(100, Cause.SHORTAGE, false, false, null));

        Verdict verdict = late.due(seconds(501)).get(0);

        assertThat(verdict.summary()).doesNotContain("this JVM");
        assertThat(verdict.doubts()).first().asString().contains("before the agent's start");
        assertThat(verdict.nearestGc()).isNull();
        assertThat(verdict.directBytes()).isEqualTo(-1);
    }

    @Test
    void tellsTheZonesAtTheNearestSample() {
        ZoneSample normal = new ZoneSample(new ZoneId(0, "Normal"), FreeBlocks.of(3, 2), null);
        timeline.add(new HostSample(seconds(99), List.of(normal), null, null));
        timeline.add(new HostSample(seconds(60), List.of(), null, null));
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(110)).get(0).zoneState())
                .isEqualTo("1.0 s before: Node 0 Normal 0.0 MiB free, largest free block 8 KiB");
    }

    @Test
    void saysOfWhatItSawWhetherThisJvmAsksForHugePages() {
        correlator.askForHugePages(() -> "This JVM asks for order 9 itself.");
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(110)).get(0).summary()).endsWith(" This JVM asks for order 9 itself.");
    }

    private static GcEvent gc(long startMillis, long endMillis, String collector, boolean pause) {
        return new GcEvent(
                collector,
                "a cause",
                1,
                TimeUnit.MILLISECONDS.toNanos(startMillis),
                TimeUnit.MILLISECONDS.toNanos(endMillis),
                pause,
                0,
                0,
                0,
                0,
                TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
