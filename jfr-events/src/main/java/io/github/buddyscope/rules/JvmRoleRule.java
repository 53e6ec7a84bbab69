// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.List;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** What part this JVM had in the failures: victim, cause, both, bystander. */
public final class JvmRoleRule extends BuddyscopeRule {
    public JvmRoleRule() {
        super(
                "BuddyscopeJvmRole",
                "role",
                List.of(),
                List.of(
                        Results.EVENT,
                        Results.EPISODES,
                        Results.OWN,
                        Results.WHEN,
                        Results.EVIDENCE,
                        Results.VERDICT,
                        Results.ADVICE,
                        Results.SOURCES));
    }

    /** Verdicts by role; the heaviest role is told. */
    private static final class Roles {
        /** From the lightest to the heaviest. */
        private static final List<String> WEIGHT =
                List.of("UNKNOWN", "BYSTANDER", "VICTIM", "CAUSE", "CAUSE_AND_VICTIM");

        long verdicts;
        boolean told;
        int heaviest = -1;
        long withIt;
        long when = Row.UNKNOWN;
        String evidence;
        String summary;
        String advice;

        void look(Row verdict) {
            verdicts++;
            told |= verdict.has("jvmRole");
            int weight = WEIGHT.indexOf(String.valueOf(verdict.text("jvmRole")));
            if (weight < 0 || weight < heaviest) {
                return;
            }
            withIt = weight > heaviest ? 1 : withIt + 1;
            heaviest = weight;
            long time = verdict.epochNanos("kernelTime");
            if (withIt == 1 || time >= when) {
                when = time;
                evidence = verdict.text("roleEvidence");
                summary = verdict.text("summary");
                advice = verdict.text("advice");
            }
        }

        String heaviest() {
            return heaviest < 0 ? "UNKNOWN" : WEIGHT.get(heaviest);
        }
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Roles roles = new Roles();
        events.each(Events.VERDICT, roles::look);
        if (roles.verdicts == 0) {
            return noVerdict(events, answer);
        }
        answer.number(Results.EPISODES, roles.verdicts);
        if (!roles.told) {
            return answer.notApplicable("role.old");
        }
        answer.number(Results.OWN, roles.withIt)
                .epochNanos(Results.WHEN, roles.when)
                .text(Results.EVIDENCE, roles.evidence)
                .text(Results.VERDICT, roles.summary)
                .text(Results.ADVICE, roles.advice);
        switch (roles.heaviest()) {
            case "CAUSE_AND_VICTIM":
                return answer.score(95, "role.both");
            case "CAUSE":
                return answer.score(85, "role.cause");
            case "VICTIM":
                return answer.score(76, "role.victim");
            case "BYSTANDER":
                return answer.score(0, "role.bystander");
            default:
                return answer.notApplicable("role.unknown");
        }
    }

    private static IResult noVerdict(Events events, Answer answer) {
        Sources sources = Sources.of(events);
        if (!sources.known() || events.off(Events.VERDICT)) {
            return without(Events.VERDICT, events, answer);
        }
        answer.text(Results.SOURCES, sources.accountOf("kmsg", "journal", "file", "none"));
        return sources.readsKernelLog() ? answer.score(0, "role.none") : answer.notApplicable("nolog");
    }
}
