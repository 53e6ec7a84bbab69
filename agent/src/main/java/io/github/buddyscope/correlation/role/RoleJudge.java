// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.diagnosis.cause.Cause;
import java.util.ArrayList;
import java.util.List;

/** This JVM's part in an episode, from what was seen of it suffering and of what it took. Conservative. */
public final class RoleJudge {
    private RoleJudge() {}

    /**
     * @param chance how often episodes coincide with what this JVM does, as far as that was tested; told where it's a cause
     */
    public static Role judge(
            VictimEvidence seen, Cause cause, Taking taking, long blocksBefore, List<Association> chance) {
        List<String> evidence = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        VictimJudge.Answer victim = VictimJudge.judge(seen, evidence, doubts);
        CauseJudge.Answer brought = CauseJudge.judge(cause, taking, blocksBefore, evidence, doubts);
        JvmRole role = role(victim, brought);
        if (brought == CauseJudge.Answer.YES) {
            coincidences(chance, evidence);
            if (victim == VictimJudge.Answer.UNSEEN) {
                doubts.add("whether it was a victim, too, isn't seen");
            }
        }
        return new Role(role, evidence, doubts);
    }

    private static void coincidences(List<Association> chance, List<String> evidence) {
        boolean tested = false;
        for (Association each : chance) {
            if (!Double.isNaN(each.pValue())) {
                tested = true;
                evidence.add("Since the agent's start: " + each.sentence());
            }
        }
        if (!tested) {
            evidence.add(
                    "There were too few such episodes to tell whether they coincide with what it does more often than by"
                            + " chance.");
        }
    }

    private static JvmRole role(VictimJudge.Answer victim, CauseJudge.Answer cause) {
        if (victim == VictimJudge.Answer.YES) {
            return cause == CauseJudge.Answer.YES ? JvmRole.CAUSE_AND_VICTIM : JvmRole.VICTIM;
        }
        if (cause == CauseJudge.Answer.YES) {
            return JvmRole.CAUSE;
        }
        return victim == VictimJudge.Answer.NO && cause == CauseJudge.Answer.NO ? JvmRole.BYSTANDER : JvmRole.UNKNOWN;
    }
}
