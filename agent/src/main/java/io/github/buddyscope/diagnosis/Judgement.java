// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import java.util.List;

/**
 * By which rule the zones were judged, and what may be otherwise.
 *
 * @param kernel the kernel as the report names it, or the range that its wording leaves, with what shows that; {@code unknown}
 * @param rule the rule of that kernel in words; "" where no zone was judged
 * @param doubts sentences: what could have made the verdict another one
 */
public record Judgement(String kernel, String rule, List<String> doubts) {
    public static final Judgement NONE = new Judgement("unknown", "", List.of());

    public Judgement {
        doubts = List.copyOf(doubts);
    }

    static Judgement of(Attempt attempt, List<ZoneVerdict> verdicts, Finding finding) {
        return new Judgement(
                attempt.kernel().words(),
                verdicts.isEmpty() ? "" : rule(attempt),
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
