// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.pause.PauseAccounts;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.TraceSight;
import io.github.buddyscope.correlation.role.JvmRole;
import io.github.buddyscope.correlation.role.Role;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostNumbers;
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
    private final Correlator correlator = new Correlator(timeline, WINDOW, true, 4096);

    @Test
    void waitsForTheWindowToPass() {
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(105))).isEmpty();
        assertThat(correlator.due(seconds(106))).hasSize(1);
        assertThat(correlator.due(seconds(200))).isEmpty();
    }

    @Test
    void knowsWhenItsNextVerdictIsDue() {
        assertThat(correlator.nextDue(seconds(7))).isEqualTo(seconds(7));
        correlator.add(Failures.at(200));
        correlator.add(Failures.at(100));

        long due = correlator.nextDue(seconds(7));

        assertThat(correlator.due(due - 1)).isEmpty();
        assertThat(correlator.due(due)).hasSize(1);
        assertThat(correlator.nextDue(seconds(7))).isEqualTo(due + seconds(100));
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
        correlator.trace(pauses, () -> TraceSight.NONE);
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

        assertThat(verdict.direct().bytes()).isEqualTo(200 * mebibyte);
        assertThat(verdict.direct().usualBytes()).isEqualTo(10 * mebibyte);
        assertThat(verdict.summary())
                .contains("Direct buffers: 200 MiB reserved in that time, the rate before would give 10 MiB,"
                        + " and 9 of 9 earlier windows of that length had fewer.");
    }

    @Test
    void countsDirectTrafficFromTheStartWhereTheWindowBeginsBeforeIt() {
        Timeline young = new Timeline(seconds(98));
        Correlator correlator = new Correlator(young, WINDOW, true, 4096);
        young.addDirect(seconds(99), 3 << 20);
        young.addDirect(seconds(106), 5 << 20);
        correlator.add(Failures.at(100));

        assertThat(correlator.due(seconds(110)).get(0).direct().bytes()).isEqualTo(5 << 20);
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
                .contains("It happened on this JVM's thread C2 CompilerThre: task 42 is its thread C2 CompilerThre.");
    }

    @Test
    void saysThatItKnowsNothingOfThisJvmBeforeItsStart() {
        Correlator late = new Correlator(new Timeline(seconds(500)), WINDOW, true, 4096);
        late.add(Failures.of(100, Cause.SHORTAGE, false, false, null));

        Verdict verdict = late.due(seconds(501)).get(0);

        assertThat(verdict.summary()).doesNotContain("this JVM");
        assertThat(verdict.doubts()).first().asString().contains("before the agent's start");
        assertThat(verdict.nearestGc()).isNull();
        assertThat(verdict.direct().bytes()).isEqualTo(-1);
    }

    @Test
    void tellsTheZonesAtTheNearestSample() {
        ZoneSample normal = new ZoneSample(new ZoneId(0, "Normal"), FreeBlocks.of(3, 2), null);
        timeline.add(HostNumbers.of(new HostSample(seconds(60), List.of(), null, null)));
        timeline.add(HostNumbers.of(new HostSample(seconds(99), List.of(normal), null, null)));
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

    @Test
    void aPauseThatWasHeldUpGetsAVerdictWhereTheLogIsSilent() {
        PauseAccounts accounts = stalledPause(98_000, 98_020, 98_005, 98_017);
        correlator.trace(accounts, () -> new TraceSight(0, Long.MIN_VALUE, ""));
        addDue(accounts, 101);

        Verdict verdict = correlator.due(seconds(110)).get(0);

        assertThat(verdict.first().trigger()).isEqualTo(Trigger.STALLED_PAUSE);
        assertThat(verdict.failures()).isZero();
        assertThat(verdict.part().role().role()).isEqualTo(JvmRole.VICTIM);
        assertThat(verdict.part().match().kind()).isEqualTo(ThreadKind.GC_WORKER);
        assertThat(verdict.part().pausesStalledNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(12));
        assertThat(verdict.nearestGc().gc().startNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(98_000));
        assertThat(verdict.pauseStalls().wallNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(12));
        assertThat(verdict.first().diagnosis().cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(verdict.summary())
                .startsWith("A collection pause was held up by the kernel. Memory was enough, but not in one piece")
                .contains("This JVM was a victim.", "GC pause 20 ms, of which 12 ms direct compaction for order 9");
    }

    @Test
    void theStallsOfALongPauseAreCountedToItsEnd() {
        PauseAccounts accounts = stalledPause(98_000, 110_000, 101_000, 107_000);
        correlator.trace(accounts, () -> new TraceSight(0, Long.MIN_VALUE, ""));
        addDue(accounts, 112);

        Verdict verdict = correlator.due(seconds(120)).get(0);

        assertThat(verdict.part().stalledNanos()).isEqualTo(seconds(6));
        assertThat(verdict.part().pausesStalledNanos()).isEqualTo(seconds(6));
    }

    @Test
    void oneThatLostLittleGetsNone() {
        PauseAccounts accounts = stalledPause(98_000, 98_100, 98_005, 98_017);
        addDue(accounts, 101);

        assertThat(correlator.due(seconds(110))).isEmpty();
    }

    @Test
    void aStalledPauseBesideAFailureIsToldInTheFailuresVerdict() {
        PauseAccounts accounts = stalledPause(100_200, 100_220, 100_205, 100_217);
        correlator.trace(accounts, () -> new TraceSight(0, Long.MIN_VALUE, ""));
        correlator.add(Failures.at(100));
        addDue(accounts, 103);

        assertThat(correlator.due(seconds(110))).singleElement().satisfies(verdict -> {
            assertThat(verdict.first().trigger()).isEqualTo(Trigger.KERNEL_LOG);
            assertThat(verdict.part().role().role()).isEqualTo(JvmRole.VICTIM);
            assertThat(verdict.part().pauses()).hasSize(1);
        });
    }

    @Test
    void aFailureThatOnlyTheTraceSawGetsAVerdictUnlessTheLogTellsOfItAfterAll() {
        correlator.add(traced(100, "GFP_KERNEL", true));
        assertThat(correlator.due(seconds(110))).singleElement().satisfies(verdict -> {
            assertThat(verdict.first().trigger()).isEqualTo(Trigger.TRACED_FAILURE);
            assertThat(verdict.part().role().role()).isEqualTo(JvmRole.VICTIM);
            assertThat(verdict.summary()).startsWith("One failure that the kernel's log doesn't tell of.");
        });

        correlator.add(traced(200, "GFP_KERNEL", true));
        timeline.add(Failures.at(200));
        correlator.add(Failures.at(200));
        assertThat(correlator.due(seconds(210)))
                .extracting(verdict -> verdict.first().trigger())
                .containsExactly(Trigger.KERNEL_LOG);
    }

    @Test
    void aHugePageThatWasNotToBeHadIsCountedAndGetsNoVerdict() {
        correlator.add(traced(100, "GFP_TRANSHUGE|__GFP_NOWARN|__GFP_NORETRY", true));
        correlator.add(traced(100, "GFP_KERNEL", false));
        assertThat(correlator.waits()).isFalse();
        // the first try of the same request
        correlator.add(traced(100, "GFP_TRANSHUGE|__GFP_NOWARN|__GFP_NORETRY|__GFP_THISNODE", true));

        correlator.add(Failures.at(100));
        assertThat(correlator.due(seconds(110)).get(0).part().role().text())
                .contains("1 of its requests found no block and went on with less");
    }

    @Test
    void givesWhatItHasWhenTheAgentEnds() {
        correlator.add(Failures.at(100));

        assertThat(correlator.rest(seconds(102)))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.doubts())
                        .contains("the agent ended 2.0 s after it, before its window of 5.0 s had passed"));
        assertThat(correlator.waits()).isFalse();
        assertThat(correlator.due(seconds(200))).isEmpty();
    }

    @Test
    void callsItTheCauseOfAShortageWhereItTookMostOfWhatTheHostLost() {
        long mib = 1 << 20;
        // 1 MiB a second, and 300 MiB in the 5 s before the failure
        for (int second = 0; second <= 106; second++) {
            long more = second <= 95 ? 0 : Math.min(second - 95, 5) * 59 * mib;
            timeline.addHeld(seconds(second), second * mib + more, 0);
        }
        timeline.add(HostNumbers.of(free(95, 400)));
        timeline.add(HostNumbers.of(free(96, 341)));
        timeline.add(HostNumbers.of(free(100, 25)));
        timeline.add(HostNumbers.of(free(101, 30)));
        correlator.trace(new PauseAccounts(timeline, 0), () -> new TraceSight(0, Long.MIN_VALUE, ""));
        correlator.add(Failures.of(100, Cause.SHORTAGE, true, false, null));

        Verdict verdict = correlator.due(seconds(110)).get(0);

        assertThat(verdict.part().role().role())
                .isEqualTo(JvmRole.UNKNOWN); // 19 windows of 5 s are there, 20 are needed
        assertThat(verdict.part().takenBytes()).isEqualTo(300 * mib);
        assertThat(verdict.part().hostLostBytes()).isEqualTo(375 * mib);

        Correlator patient = new Correlator(timeline, TimeUnit.SECONDS.toNanos(4), true, 4096);
        patient.trace(new PauseAccounts(timeline, 0), () -> new TraceSight(0, Long.MIN_VALUE, ""));
        patient.add(Failures.of(100, Cause.SHORTAGE, true, false, null));

        Role role = patient.due(seconds(110)).get(0).part().role();
        assertThat(role.role()).isEqualTo(JvmRole.CAUSE);
        assertThat(role.text())
                .contains(
                        "It took 240 MiB in the 4 s before",
                        "75 percent of the 316 MiB that the host lost of free memory"
                                + " meanwhile, more than in 24 of 24 earlier windows");
    }

    @Test
    void countsHowOftenSuchFailuresCome() {
        for (int i = 1; i <= 3; i++) {
            correlator.add(Failures.at(i * 3_600L));
        }

        assertThat(correlator.due(seconds(20_000)).get(2).howBad().failures()).isEqualTo(3);
    }

    @Test
    void whatTheKernelSwallowedBeforeTheFirstReportWasBeforeTheAgentsStart() {
        correlator.add(Failures.swallowing(100, 4));

        assertThat(correlator.due(seconds(200)).get(0).howBad().failures()).isEqualTo(1);

        correlator.add(Failures.swallowing(300, 7));
        assertThat(correlator.due(seconds(400)).get(0).howBad().failures()).isEqualTo(9);
    }

    private static HostSample free(int second, long mib) {
        ZoneSample normal = new ZoneSample(new ZoneId(0, "Normal"), FreeBlocks.of(mib * 256), null);
        return new HostSample(seconds(second), List.of(normal), null, null);
    }

    private static TracedFailure traced(long second, String flags, boolean own) {
        AllocationFailure failure = new AllocationFailure(
                seconds(second), 5, flags, 0, new TracedTask("ring-writer", 17, 0), false, List.of(), 0);
        return new TracedFailure(
                failure,
                Instant.EPOCH,
                own,
                own ? "ring-writer" : null,
                own ? ThreadKind.MUTATOR : null,
                AttemptMeaning.of(flags));
    }

    private void addDue(PauseAccounts accounts, int second) {
        for (PauseStalls pause : accounts.due(seconds(second))) {
            correlator.add(pause, Instant.EPOCH);
        }
    }

    private PauseAccounts stalledPause(long from, long to, long stalledFrom, long stalledTo) {
        timeline.add(gc(from, to, "G1 Young Generation", true));
        PauseAccounts accounts = new PauseAccounts(timeline, 0);
        AllocationStall stall = new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                TimeUnit.MILLISECONDS.toNanos(stalledFrom),
                TimeUnit.MILLISECONDS.toNanos(stalledTo),
                0,
                true,
                "complete",
                AllocationStall.UNKNOWN,
                "GFP_TRANSHUGE",
                new TracedTask("GC Thread#0", 7, 0));
        TracedStall traced = new TracedStall(stall, Instant.EPOCH, true, "GC Thread#0", ThreadKind.GC_WORKER);
        accounts.add(traced);
        timeline.add(traced);
        return accounts;
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
