// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.recording.VerdictRow;
import org.junit.jupiter.api.Test;

class WeightTest {
    private static final long AT = TwoHours.BEGIN + 30_000_000;
    private static final long BEFORE = TwoHours.BEGIN - 3_600_000_000L;

    private static final VerdictRow OTHERS_FAILURE = failure(AT, "BYSTANDER", "FRAGMENTATION", "HIGH", 300);
    private static final VerdictRow OWN_FAILURE = failure(AT, "VICTIM", "SHORTAGE", "HIGH", 1);

    @Test
    void whatHappenedInTheRecordingLeadsBeforeWhatStoodInTheLog() {
        assertLeads(OTHERS_FAILURE, failure(BEFORE, "VICTIM", "SHORTAGE", "HIGH", 9));
    }

    @Test
    void whatThisJvmHadAPartInLeads() {
        assertLeads(OWN_FAILURE, OTHERS_FAILURE);
        assertLeads(failure(AT, "CAUSE", "SHORTAGE", "LOW", 1), OTHERS_FAILURE);
        assertLeads(failure(AT, "CAUSE_AND_VICTIM", "SHORTAGE", "LOW", 1), OWN_FAILURE);
    }

    @Test
    void aPauseThatWasHeldUpForLongLeadsBeforeFailuresOfOthers() {
        assertLeads(pause(280, "FRAGMENTATION"), OTHERS_FAILURE);
    }

    @Test
    void aPauseThatWasHeldUpForAMomentLeadsOnlyWhereNothingElseWas() {
        assertLeads(OTHERS_FAILURE, pause(8, "FRAGMENTATION"));
        assertLeads(failure(AT, "UNKNOWN", "UNKNOWN", "LOW", 1), pause(49, "FRAGMENTATION"));
    }

    @Test
    void aFailureOfItsOwnLeadsBeforeAPauseUnlessThatTookForLonger() {
        assertLeads(OWN_FAILURE, pause(280, "FRAGMENTATION"));
        assertLeads(pause(12_000, "UNKNOWN"), OWN_FAILURE);
    }

    @Test
    void ofPausesTheOneHeldUpLongestLeadsWhateverIsKnownOfItsCause() {
        assertLeads(pause(2_100, "UNKNOWN"), pause(60, "FRAGMENTATION"));
        assertLeads(pause(310, "SHORTAGE"), pause(300, "SHORTAGE"));
    }

    @Test
    void ofEqualsTheKnownCauseThenTheSurerThenTheLargerLeads() {
        assertLeads(
                failure(AT, "BYSTANDER", "FRAGMENTATION", "LOW", 1), failure(AT, "BYSTANDER", "UNKNOWN", "HIGH", 99));
        assertLeads(OTHERS_FAILURE, failure(AT, "BYSTANDER", "FRAGMENTATION", "LOW", 999));
        assertLeads(OTHERS_FAILURE, failure(AT, null, "SHORTAGE", "HIGH", 299));
    }

    private static void assertLeads(VerdictRow first, VerdictRow second) {
        assertThat(top(first, second)).isEqualTo(first.cause() + " 1");
        assertThat(top(second, first)).isEqualTo(first.cause() + " 2");
    }

    private static String top(VerdictRow one, VerdictRow other) {
        RecordingBuilder to = new RecordingBuilder();
        to.written(TwoHours.BEGIN);
        to.written(TwoHours.BEGIN + 60_000_000);
        to.add(one);
        to.add(other);
        Recording recording = to.build("two.jfr");
        Axis axis = Axis.of(recording);
        int at = Weight.heaviest(recording.verdicts(), axis);
        boolean isOne = recording.verdicts().get(at) == one;
        return recording.verdicts().get(at).cause() + (isOne ? " 1" : " 2");
    }

    private static VerdictRow pause(long stalledMillis, String cause) {
        return row(AT, 0, "VICTIM", cause, "MEDIUM", stalledMillis * 1_000_000, "STALLED_PAUSE");
    }

    private static VerdictRow failure(long at, String role, String cause, String confidence, int failures) {
        return row(at, failures, role, cause, confidence, null, "KERNEL_LOG");
    }

    private static VerdictRow row(
            long at, int failures, String role, String cause, String confidence, Long stalled, String trigger) {
        return new VerdictRow(
                at,
                at,
                1_000_000,
                failures,
                cause,
                false,
                confidence,
                "A summary.",
                null,
                null,
                3,
                32_768,
                "task",
                null,
                5_000_000_000L,
                stalled == null ? null : "G1 Young Generation",
                null,
                stalled,
                stalled == null ? null : 0L,
                stalled,
                -1,
                -1,
                null,
                role,
                null,
                null,
                stalled,
                Double.NaN,
                null,
                null,
                null,
                trigger,
                null,
                null);
    }
}
