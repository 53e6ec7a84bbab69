// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.buddyscope.event.VerdictEvent;
import io.github.buddyscope.event.ZoneSampleEvent;
import io.github.buddyscope.rules.Recorded.Said;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.report.JfrRulesReport;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;

/** What Mission Control's rule engine says of recordings that deserve it, and of those that don't. */
class RulesTest {
    static List<BuddyscopeRule> ours() {
        return List.of(
                new FragmentationRule(),
                new ShortageRule(),
                new ClosedMemoryRule(),
                new StallsRule(),
                new SilentFailuresRule(),
                new JvmRoleRule(),
                new BlindSpotsRule());
    }

    /** A healthy host, watched in full. */
    private static Recorded quiet() {
        return Recorded.with(
                Sample.health(Sample.ALL_READ), Sample.zone("ABOVE_HIGH", 900, 10, 0.02), Sample.pressure(0, 0.001f));
    }

    @Test
    void missionControlFindsThemAll() {
        assertThat(RuleRegistry.getRules().stream().map(IRule::getId))
                .containsAll(ours().stream().map(IRule::getId).toList());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void isSilentOnAHostThatIsWell(BuddyscopeRule rule) {
        try (Recorded quiet = quiet()) {
            Said said = quiet.said(rule);

            assertThat(said.severity()).as(said.text()).isEqualTo(Severity.OK);
            assertThat(said.text()).doesNotContain("{");
            assertThat(said.result().getSolution()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void saysHowToGetEventsWhereThereAreNone(BuddyscopeRule rule) {
        try (Recorded none = Recorded.with()) {
            Said said = none.said(rule);

            assertThat(said.severity()).isEqualTo(Severity.NA);
            assertThat(said.text())
                    .contains("buddyscope.", "-javaagent:buddyscope.jar")
                    .doesNotContain("{");
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void saysSoWhereTheSettingsSwitchedThemOff(BuddyscopeRule rule) {
        try (Recorded off =
                Recorded.without(Events.ZONE, Events.VERDICT, Events.STALL, Events.ATTEMPT, Events.HEALTH)) {
            Said said = off.said(rule);

            assertThat(said.severity()).isEqualTo(Severity.NA);
            assertThat(said.text()).contains("switched buddyscope.", "settings=buddyscope-all.jfc");
        }
    }

    @Test
    void aFailureForFragmentationIsAWarningWithItsVerdictAndItsAdvice() {
        try (Recorded recorded = quiet().and(Sample.verdict("FRAGMENTATION", "HIGH"))) {
            Said said = recorded.said(new FragmentationRule());

            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.score()).isEqualTo(90);
            assertThat(said.summary())
                    .isEqualTo("Allocations failed for fragmentation: 3 (episodes: 1, confidence: HIGH).");
            assertThat(said.text())
                    .contains("128 KiB in one piece", "vm.compact_memory: try it once.")
                    .doesNotContain("{");
            assertThat(recorded.said(new ShortageRule()).severity()).isEqualTo(Severity.OK);
            assertThat(recorded.said(new ClosedMemoryRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void aGuessAtFragmentationIsNoWarning() {
        try (Recorded recorded = quiet().and(Sample.verdict("FRAGMENTATION", "LOW"))) {
            assertThat(recorded.said(new FragmentationRule()).severity()).isEqualTo(Severity.INFO);
        }
    }

    @Test
    void aLargeZoneWithoutABlockOfOrder5IsTold() {
        try (Recorded recorded = quiet().and(Sample.zone("ABOVE_HIGH", 806, 4, 1))) {
            Said said = recorded.said(new FragmentationRule());

            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.summary())
                    .isEqualTo("Node 0 Normal had no free block of order 5 or larger in 50\u00a0% of its samples,"
                            + " with 806\u00a0MiB free.");
            assertThat(said.result().getResult(Results.FREE).doubleValueIn(UnitLookup.BYTE))
                    .isEqualTo(806 << 20);
        }
    }

    @Test
    void aZoneThatIsShortOrSmallIsNotCalledFragmented() {
        try (Recorded recorded = quiet().and(Sample.zone("BELOW_LOW", 80, 2, 1), Sample.zone("ABOVE_HIGH", 15, 3, 1))) {
            assertThat(recorded.said(new FragmentationRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void freeMemoryInSmallPiecesIsTold() {
        try (Recorded recorded = Recorded.with(Sample.zone("ABOVE_HIGH", 900, 6, 0.9))) {
            Said said = recorded.said(new FragmentationRule());

            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.summary()).startsWith("90\u00a0% of Node 0 Normal's free memory lies in pieces too small");
        }
    }

    @Test
    void aFailureForShortageIsAWarning() {
        try (Recorded recorded = quiet().and(Sample.verdict("SHORTAGE", "MEDIUM"))) {
            assertThat(recorded.said(new ShortageRule()).severity()).isEqualTo(Severity.WARNING);
            assertThat(recorded.said(new FragmentationRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void aGroupAtItsLimitIsTold() {
        try (Recorded recorded = quiet().and(Sample.verdict("CGROUP_LIMIT", "HIGH"))) {
            assertThat(recorded.said(new ShortageRule()).summary())
                    .startsWith("A memory control group was at its limit, failures: 3");
        }
    }

    @Test
    void aProcessThatWasKilledIsAWarning() {
        try (Recorded recorded = quiet().and(Sample.pressure(2, 0))) {
            Said said = recorded.said(new ShortageRule());

            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.summary()).isEqualTo("The kernel killed processes for want of memory: 2.");
        }
    }

    @Test
    void aZoneBelowItsWatermarkAndPressureAreTold() {
        try (Recorded recorded = quiet().and(Sample.zone("BELOW_MIN", 30, 2, 1))) {
            assertThat(recorded.said(new ShortageRule()).summary())
                    .isEqualTo("Node 0 Normal was below its min watermark in 50\u00a0% of its samples.");
        }
        try (Recorded recorded = quiet().and(Sample.pressure(0, 0.3f))) {
            assertThat(recorded.said(new ShortageRule()).summary()).contains("in the worst period 30\u00a0% of it");
        }
        try (Recorded recorded = quiet().and(Sample.pressure(0, Float.NaN))) {
            assertThat(recorded.said(new ShortageRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESERVED", "LOWMEM_PROTECTED", "CONSTRAINED", "UNKNOWN"})
    void aFailureOfAnotherCauseIsToldToo(String cause) {
        try (Recorded recorded = quiet().and(Sample.verdict(cause, "HIGH"))) {
            Said said = recorded.said(new ClosedMemoryRule());

            assertThat(said.severity()).isEqualTo(cause.equals("UNKNOWN") ? Severity.INFO : Severity.WARNING);
            assertThat(said.text()).contains("128 KiB in one piece").doesNotContain("{");
        }
    }

    @Test
    void aStallInsideACollectionPauseIsMeasuredByThePause() {
        try (Recorded recorded =
                quiet().enable(Events.PAUSE, settings -> settings.withThreshold(java.time.Duration.ZERO))) {
            System.gc();
            RecordedEvent pause = recorded.soFar(Events.PAUSE).get(0);
            long begin = pause.getStartTime().toEpochMilli();
            // two threads at once, longer than the pause on both sides: all of it, once
            recorded.and(
                    Sample.stall("GC_WORKER", begin - 20, 10_000),
                    Sample.stall("VM", begin - 30, 10_000),
                    Sample.stall("MUTATOR", begin - 40, 20_000));

            Said said = recorded.said(new StallsRule());

            double millis = pause.getDuration().toNanos() / 1e6;
            long pauses = recorded.soFar(Events.PAUSE).size();
            assertThat(said.result().getResult(Results.PAUSES).longValue()).isEqualTo(pauses);
            assertThat(said.result().getResult(Results.LONGEST).doubleValueIn(UnitLookup.MILLISECOND))
                    .isGreaterThanOrEqualTo(millis - 0.001);
            assertThat(said.score())
                    .isCloseTo(
                            Math.min(
                                    100,
                                    75
                                            * said.result()
                                                    .getResult(Results.LONGEST)
                                                    .doubleValueIn(UnitLookup.MILLISECOND)
                                            / 20),
                            within(0.1));
            assertThat(said.text()).contains("AlwaysPreTouch").doesNotContain("{");
        }
    }

    @Test
    void aStallOfAnApplicationThreadIsToldButNeverAsAPauses() {
        try (Recorded recorded = quiet().and(Sample.stall("MUTATOR", 1_000_000, 15))) {
            Said said = recorded.said(new StallsRule());

            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.text())
                    .contains("15\u00a0ms in all", "The longest was of worker-1")
                    .doesNotContain("{");
        }
    }

    @Test
    void aStallOfAnotherProcessIsNotThisJvms() {
        var foreign = Sample.stall("MUTATOR", 1_000_000, 500);
        foreign.inThisJvm = false;
        var nested = Sample.stall("MUTATOR", 1_000_000, 500);
        nested.outermost = false;
        try (Recorded recorded = quiet().and(foreign, nested)) {
            assertThat(recorded.said(new StallsRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void aPauseThatAVerdictCallsStalledIsEnough() {
        VerdictEvent verdict = Sample.verdict("SHORTAGE", "HIGH");
        verdict.gcStalled = 25_000_000;
        try (Recorded recorded = quiet().and(verdict)) {
            Said said = recorded.said(new StallsRule());

            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.summary()).contains("25\u00a0ms");
        }
    }

    @Test
    void aFailureThatTheLogDoesNotTellOfIsTold() {
        long now = 1_700_000_000_000L;
        try (Recorded recorded = quiet().and(
                        Sample.report(7, 42, now + 300),
                        Sample.attempt("REPORTED", 7, 42, now, false),
                        Sample.attempt("OPTIONAL", 9, 42, now, true))) {
            Said logged = recorded.said(new SilentFailuresRule());
            assertThat(logged.severity()).as(logged.text()).isEqualTo(Severity.OK);

            recorded.and(Sample.attempt("REPORTED", 7, 42, now + 9000, false));
            Said silent = recorded.said(new SilentFailuresRule());
            assertThat(silent.severity()).isEqualTo(Severity.INFO);
            assertThat(silent.summary())
                    .isEqualTo("Allocations failed without a word in the kernel's log: 1, of this JVM's threads 0.");

            recorded.and(Sample.attempt("ACCOUNTED", 3, 43, now + 9000, true));
            Said own = recorded.said(new SilentFailuresRule());
            assertThat(own.severity()).isEqualTo(Severity.WARNING);
            assertThat(own.text()).contains("its reports here: 1", "1 here").doesNotContain("{");
        }
    }

    @Test
    void withoutALogNothingIsCalledSilent() {
        try (Recorded recorded = Recorded.with(
                Sample.health("buddyinfo OK; kmsg UNAVAILABLE: refused; no CAP_SYSLOG; tracefs OK"),
                Sample.attempt("REPORTED", 7, 42, 1, false))) {
            assertThat(recorded.said(new SilentFailuresRule()).text())
                    .contains("no kernel log was read", "kmsg UNAVAILABLE: refused; no CAP_SYSLOG")
                    .doesNotContain("{");
        }
    }

    @Test
    void withoutATraceNeitherStallsNorSilentFailuresAreDeniedOrClaimed() {
        try (Recorded recorded = Recorded.with(Sample.health("buddyinfo OK; kmsg OK; tracefs UNAVAILABLE: not root"))) {
            for (IRule rule : List.of(new StallsRule(), new SilentFailuresRule())) {
                Said said = recorded.said(rule);
                assertThat(said.severity()).isEqualTo(Severity.NA);
                assertThat(said.text()).contains("tracefs UNAVAILABLE: not root", "CAP_DAC_OVERRIDE");
            }
        }
    }

    @Test
    void withoutALogNoFailureIsDenied() {
        try (Recorded recorded = Recorded.with(Sample.health("buddyinfo OK; kmsg UNAVAILABLE: refused; tracefs OK"))) {
            for (IRule rule : List.of(new ClosedMemoryRule(), new JvmRoleRule())) {
                Said said = recorded.said(rule);
                assertThat(said.severity()).isEqualTo(Severity.NA);
                assertThat(said.text()).contains("kmsg UNAVAILABLE: refused", "doctor");
            }
        }
    }

    /** As agents wrote it that didn't judge this JVM's part. */
    @Name("buddyscope.Verdict")
    @Category({"Buddyscope", "Kernel"})
    @StackTrace(false)
    static final class OldVerdict extends Event {
        String cause = "FRAGMENTATION";
        String summary = "One failure.";
    }

    private static VerdictEvent judged(String role) {
        VerdictEvent verdict = Sample.verdict("SHORTAGE", "HIGH");
        verdict.trigger = "KERNEL_LOG";
        verdict.jvmRole = role;
        verdict.roleEvidence = "its thread GC Thread#1 was the task";
        verdict.advice = "Look there.";
        return verdict;
    }

    @ParameterizedTest
    @ValueSource(strings = {"VICTIM", "CAUSE", "CAUSE_AND_VICTIM"})
    void aPartInAFailureIsAWarning(String role) {
        try (Recorded recorded = quiet().and(judged("BYSTANDER"), judged(role), judged("UNKNOWN"))) {
            Said said = recorded.said(new JvmRoleRule());

            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.text())
                    .contains("Episodes: 1 of 3.", "its thread GC Thread#1 was the task", "Look there.")
                    .doesNotContain("{");
        }
    }

    @Test
    void aBystanderIsLeftInPeaceAndNothingIsSaidOfWhatIsNotKnown() {
        try (Recorded recorded = quiet().and(judged("BYSTANDER"))) {
            assertThat(recorded.said(new JvmRoleRule()).severity()).isEqualTo(Severity.OK);
        }
        try (Recorded recorded = quiet().and(judged("UNKNOWN"))) {
            assertThat(recorded.said(new JvmRoleRule()).severity()).isEqualTo(Severity.NA);
        }
    }

    @Test
    void ofAVerdictWithoutARoleItSaysThatTheAgentWasTooOld() {
        try (Recorded recorded = quiet().and(new OldVerdict())) {
            Said said = recorded.said(new JvmRoleRule());

            assertThat(said.severity()).isEqualTo(Severity.NA);
            assertThat(said.summary()).endsWith("doesn't judge this JVM's part. Episodes: 1.");
        }
    }

    /** A pause that was held up while nothing failed. */
    private static VerdictEvent stalledPause(String cause) {
        VerdictEvent verdict = Sample.verdict(cause, "MEDIUM");
        verdict.trigger = "STALLED_PAUSE";
        verdict.failures = 0;
        verdict.jvmRole = "VICTIM";
        verdict.roleEvidence = "25 ms of its pause of 40 ms.";
        verdict.gcStalled = 25_000_000;
        return verdict;
    }

    @Test
    void aPauseThatWasHeldUpIsNoFailure() {
        try (Recorded recorded = quiet().and(stalledPause("FRAGMENTATION"), stalledPause("SHORTAGE"))) {
            Said fragmentation = recorded.said(new FragmentationRule());
            Said shortage = recorded.said(new ShortageRule());

            assertThat(fragmentation.severity()).isEqualTo(Severity.INFO);
            assertThat(fragmentation.summary())
                    .startsWith("Nothing failed for fragmentation, but collection pauses waited");
            assertThat(fragmentation.text()).contains("Episodes: 1.").doesNotContain("{");
            assertThat(shortage.severity()).isEqualTo(Severity.INFO);
            assertThat(shortage.summary())
                    .startsWith("Nothing failed for want of memory, but collection pauses waited");
            assertThat(shortage.text()).doesNotContain("{");
            assertThat(recorded.said(new StallsRule()).severity()).isEqualTo(Severity.WARNING);
            assertThat(recorded.said(new JvmRoleRule()).severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Test
    void besideAFailurePausesThatWereHeldUpAreNotCountedAsFailures() {
        try (Recorded recorded = quiet().and(
                        Sample.verdict("FRAGMENTATION", "HIGH"),
                        stalledPause("FRAGMENTATION"),
                        stalledPause("UNKNOWN"))) {
            assertThat(recorded.said(new FragmentationRule()).summary())
                    .isEqualTo("Allocations failed for fragmentation: 3 (episodes: 1, confidence: HIGH).");
            assertThat(recorded.said(new ClosedMemoryRule()).severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void whatTheAgentCouldNotReadIsTold() {
        String[][] cases = {
            {"80", "buddyinfo OK; kmsg UNAVAILABLE: refused; a reason; tracefs UNAVAILABLE: not root; gc OK"},
            {"75", "buddyinfo UNAVAILABLE: not there; kmsg OK; tracefs OK"},
            {"40", "buddyinfo OK; kmsg OK; tracefs UNAVAILABLE: not root"},
            {"25", "buddyinfo OK; kmsg OK; tracefs OK; direct PARTIAL: by JNI"},
            {"0", "buddyinfo OK; kmsg OK; tracefs OFF: trace=off"},
            {"0", "buddyinfo OK; relay OK; relay:kmsg OK; relay:tracefs OK"},
            {"80", "buddyinfo OK; relay OK; relay:buddyinfo OK; relay:kmsg UNAVAILABLE: refused"},
        };
        for (String[] one : cases) {
            try (Recorded recorded = Recorded.with(Sample.health("nothing OK"), Sample.health(one[1]))) {
                Said said = recorded.said(new BlindSpotsRule());
                assertThat(said.score()).as(one[1]).isEqualTo(Double.parseDouble(one[0]));
                assertThat(said.text()).doesNotContain("{");
            }
        }
    }

    @Test
    void whatTheAgentLostIsCounted() {
        var health = Sample.health(Sample.ALL_READ);
        health.linesLost = 7;
        health.eventsDropped = 2;
        try (Recorded recorded = Recorded.with(health)) {
            assertThat(recorded.said(new BlindSpotsRule()).summary())
                    .isEqualTo("Not all was kept: 7 lines of the kernel's log lost, 2 failures or verdicts dropped.");
        }
    }

    @Test
    void missionControlsOwnReportsPrintThem() throws Exception {
        VerdictEvent verdict = Sample.verdict("FRAGMENTATION", "HIGH");
        verdict.summary = "<script>alert(1)</script>";
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (Recorded recorded = quiet().and(verdict)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            JfrRulesReport.printReport(
                    "text", Severity.INFO, false, false, recorded.file().toString());
            System.setOut(stdout);

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("Rule: Memory Fragmentation", "Severity: Warning", "3 (episodes: 1, confidence: HIGH).")
                    .doesNotContain("Rule: Memory Shortage");
            assertThat(JfrHtmlRulesReport.createReport(recorded.items()))
                    .contains("Memory Fragmentation", "&lt;script&gt;alert(1)")
                    .doesNotContain("<script>alert(1)");
        } finally {
            System.setOut(stdout);
        }
    }

    @Test
    void textOfTheKernelsIsEscapedWhereItIsShownAsHtml() {
        VerdictEvent verdict = Sample.verdict("FRAGMENTATION", "HIGH");
        verdict.summary = "<script>alert(1)</script> {failures} {nothing}";
        try (Recorded recorded = quiet().and(verdict)) {
            assertThat(recorded.said(new FragmentationRule()).html())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void anEventWithoutTheFieldsOfTodayIsReadAsFarAsItGoes() {
        ZoneSampleEvent bare = new ZoneSampleEvent();
        try (Recorded recorded = Recorded.with(bare, new VerdictEvent(), Sample.health(null))) {
            for (BuddyscopeRule rule : ours()) {
                assertThat(recorded.said(rule).text()).isNotEmpty();
            }
        }
    }
}
