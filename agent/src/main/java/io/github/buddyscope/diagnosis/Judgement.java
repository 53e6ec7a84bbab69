// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import java.util.List;

/**
 * By which rule the zones were judged, and what may be otherwise.
 *
 * @param why the summary without what the flags meant
 * @param zone the zone that stands for the failure, e.g. {@code Node 0 Normal}; null where none does
 * @param kernel the kernel as the report names it, or the range that its wording leaves, with what shows that; {@code unknown}
 * @param rule the rule of that kernel in words; "" where no zone was judged
 * @param blockKb size of the block that a zone had to have, in kB; 0 where none was asked of the zones
 * @param doubts sentences: what could have made the verdict another one
 */
public record Judgement(String why, String zone, String kernel, String rule, long blockKb, List<String> doubts) {
    public static final Judgement NONE = new Judgement("", null, "unknown", "", 0, List.of());

    public Judgement {
        doubts = List.copyOf(doubts);
    }

    static Judgement of(String why, Attempt attempt, List<ZoneVerdict> verdicts, Finding finding) {
        boolean judged = !verdicts.isEmpty();
        return new Judgement(
                why,
                finding.zone() == null ? null : finding.zone().zone().id().toString(),
                attempt.kernel().words(),
                judged ? rule(attempt) : "",
                judged ? attempt.pageKb() << attempt.order() : 0,
                Doubts.of(attempt, verdicts, finding));
    }

    private static String rule(Attempt attempt) {
        StringBuilder text = new StringBuilder();
        for (WatermarkRule rule : attempt.rules()) {
            text.append(text.isEmpty() ? "kernels " : "; kernels ").append(rule.versions());
            text.append(": ").append(rule.words());
        }
        return text.toString();
    }
}
