// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.StallGroup;
import io.github.buddyscope.correlation.timeline.HostLoss;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import io.github.buddyscope.model.ThreadKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleJudgeTest {
    private static final long MS = 1_000_000;
    private static final long MIB = 1 << 20;
    private static final Taking LITTLE = taking(1);
    private static final Taking MUCH = taking(300);
    private static final Taking MIDDLING = taking(100);

    @Test
    void aFailingThreadOfItsOwnMakesItAVictim() {
        Role role = judge(seen(Sureness.CERTAIN, 0, true, 0), LITTLE);

        assertThat(role.role()).isEqualTo(JvmRole.VICTIM);
        assertThat(role.text()).startsWith("It happened on this JVM's thread worker: the words.");
        assertThat(role.doubts()).isEmpty();
    }

    @Test
    void aLikelyOneToo() {
        Role role = judge(seen(Sureness.LIKELY, 0, true, 0), LITTLE);

        assertThat(role.role()).isEqualTo(JvmRole.VICTIM);
        assertThat(role.doubts()).containsExactly("that the failing task is this JVM's is likely, not certain");
    }

    @Test
    void aPossibleOneProvesNothingEitherWay() {
        assertThat(judge(seen(Sureness.POSSIBLE, 0, true, 0), LITTLE).role()).isEqualTo(JvmRole.UNKNOWN);
        assertThat(judge(seen(Sureness.UNKNOWN, 0, true, 0), LITTLE).role()).isEqualTo(JvmRole.UNKNOWN);
    }

    @Test
    void anInterruptedTaskOfItsOwnIsNoVictim() {
        Role role = judge(seen(Sureness.INTERRUPTED, 0, true, 0), LITTLE);

        assertThat(role.role()).isEqualTo(JvmRole.BYSTANDER);
        assertThat(role.text()).contains("this JVM is not to blame for that");
    }

    @ParameterizedTest
    @CsvSource({"10, VICTIM", "9, BYSTANDER", "0, BYSTANDER"})
    void stallsOfTenMillisecondsMakeItAVictim(long millis, JvmRole role) {
        assertThat(judge(seen(Sureness.NO, millis * MS, true, 50), LITTLE).role())
                .isEqualTo(role);
    }

    /** 5 ms on the wall and a fifth of the pause. */
    @ParameterizedTest
    @CsvSource({"5, 25, VICTIM", "5, 26, BYSTANDER", "4, 5, BYSTANDER", "6, 20, VICTIM"})
    void aPauseThatWasHeldUpMakesItAVictim(long stalled, long pause, JvmRole role) {
        VictimEvidence seen = new VictimEvidence(
                Trigger.KERNEL_LOG,
                match(Sureness.NO),
                List.of(pause(stalled * MS, pause * MS)),
                stalled * MS,
                stalled * MS,
                0,
                0,
                true,
                50,
                "");

        assertThat(RoleJudge.judge(seen, Cause.SHORTAGE, LITTLE, -1, List.of()).role())
                .isEqualTo(role);
    }

    @Test
    void withoutATraceItIsABystanderOnlyWhereNobodyWasStalled() {
        assertThat(judge(seen(Sureness.NO, 0, false, 0), LITTLE).role()).isEqualTo(JvmRole.BYSTANDER);

        Role unseen = judge(seen(Sureness.NO, 0, false, 3), LITTLE);
        assertThat(unseen.role()).isEqualTo(JvmRole.UNKNOWN);
        assertThat(unseen.text()).contains("Whether its threads were stalled isn't seen: run as root.");
        assertThat(judge(seen(Sureness.NO, 0, false, -1), LITTLE).role()).isEqualTo(JvmRole.UNKNOWN);
    }

    @Test
    void aTaskThatIsNotItsOwnByNameAloneLeavesADoubt() {
        Role role = judge(seen(Sureness.UNLIKELY, 0, true, 0), LITTLE);

        assertThat(role.role()).isEqualTo(JvmRole.BYSTANDER);
        assertThat(role.doubts()).containsExactly("that the failing task isn't this JVM's is likely, not certain");
    }

    @Test
    void muchTakingMakesItTheCause() {
        assertThat(judge(seen(Sureness.NO, 0, true, 0), MUCH).role()).isEqualTo(JvmRole.CAUSE);
        assertThat(judge(seen(Sureness.CERTAIN, 0, true, 0), MUCH).role()).isEqualTo(JvmRole.CAUSE_AND_VICTIM);

        Role blind = judge(seen(Sureness.NO, 0, false, 3), MUCH);
        assertThat(blind.role()).isEqualTo(JvmRole.CAUSE);
        assertThat(blind.doubts()).contains("whether it was a victim, too, isn't seen");
    }

    @Test
    void middlingTakingLeavesItOpen() {
        assertThat(judge(seen(Sureness.NO, 0, true, 0), MIDDLING).role()).isEqualTo(JvmRole.UNKNOWN);
        assertThat(judge(seen(Sureness.CERTAIN, 0, true, 0), MIDDLING).role()).isEqualTo(JvmRole.VICTIM);
        assertThat(judge(seen(Sureness.NO, 0, true, 0), null).role()).isEqualTo(JvmRole.UNKNOWN);
    }

    @Test
    void saysOnceThatChanceWasNotTested() {
        Association none =
                new Association("GC pauses", 0, 0, Double.NaN, Double.NaN, 0.2, 1, 1, "No episode in 118 s: nothing.");

        assertThat(RoleJudge.judge(seen(Sureness.NO, 0, true, 0), Cause.SHORTAGE, MUCH, -1, List.of(none, none))
                        .text())
                .endsWith("There were too few such episodes to tell whether they coincide with what it does more often"
                        + " than by chance.")
                .doesNotContain("No episode");
    }

    @Test
    void saysWhatChanceWouldHaveDoneWhereItCallsItTheCause() {
        Association chance = new Association(
                "heap growth", 6, 5, 1.2, 0.01, 0.2, 1, 1, "5 of 6 episodes coincided with heap growth.");
        VictimEvidence seen = seen(Sureness.NO, 0, true, 0);

        assertThat(RoleJudge.judge(seen, Cause.SHORTAGE, MUCH, -1, List.of(chance))
                        .text())
                .endsWith("Since the agent's start: 5 of 6 episodes coincided with heap growth.");
        assertThat(RoleJudge.judge(seen, Cause.SHORTAGE, LITTLE, -1, List.of(chance))
                        .text())
                .doesNotContain("coincided");
    }

    @ParameterizedTest
    @EnumSource(JvmRole.class)
    void everyRoleHasWords(JvmRole role) {
        assertThat(role.words()).isNotBlank();
    }

    private static Role judge(VictimEvidence seen, Taking taking) {
        return RoleJudge.judge(seen, Cause.SHORTAGE, taking, -1, List.of());
    }

    private static VictimEvidence seen(Sureness sureness, long stalled, boolean traced, long hostStalls) {
        return new VictimEvidence(
                Trigger.KERNEL_LOG,
                match(sureness),
                List.of(),
                stalled,
                stalled,
                0,
                0,
                traced,
                hostStalls,
                "run as root");
    }

    private static TaskMatch match(Sureness sureness) {
        return new TaskMatch(sureness, "worker", ThreadKind.MUTATOR, "the words");
    }

    private static Taking taking(long mib) {
        return new Taking(5_000 * MS, mib * MIB, 0, 0, 60, 60, new HostLoss(400 * MIB, true));
    }

    private static PauseStalls pause(long stalled, long length) {
        GcEvent gc = new GcEvent("G1 Young Generation", "a cause", 1, 0, length, true, 0, 0, 0, 0, MS);
        StallGroup group = new StallGroup(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                stalled,
                stalled,
                List.of("GC Thread#0"),
                ThreadKind.GC_WORKER);
        return new PauseStalls(gc, stalled, stalled, Map.of(ThreadKind.GC_WORKER, stalled), List.of(group));
    }
}
