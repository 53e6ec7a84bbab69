// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.Set;

/** Verdicts of some causes, summed up. */
final class Episodes {
    private final Set<String> causes;
    private int count;
    private long failures;
    private String surest;
    private long last = Row.UNKNOWN;
    private String cause;
    private String summary;
    private String advice;

    private Episodes(Set<String> causes) {
        this.causes = causes;
    }

    /** Of failures. */
    static Episodes of(Events events, Set<String> causes) {
        Episodes episodes = new Episodes(causes);
        events.each(Events.VERDICT, verdict -> episodes.look(verdict, false));
        return episodes;
    }

    /** Of collection pauses that were held up while nothing failed. */
    static Episodes ofPauses(Events events, Set<String> causes) {
        Episodes episodes = new Episodes(causes);
        events.each(Events.VERDICT, verdict -> episodes.look(verdict, true));
        return episodes;
    }

    private void look(Row verdict, boolean pauses) {
        boolean pause = "STALLED_PAUSE".equals(verdict.text("trigger"));
        if (pause != pauses || !causes.contains(String.valueOf(verdict.text("cause")))) {
            return;
        }
        count++;
        failures += pause ? 0 : Math.max(1, verdict.number("failures"));
        String confidence = verdict.text("confidence");
        if (rank(confidence) > rank(surest)) {
            surest = confidence;
        }
        long time = verdict.epochNanos("kernelTime");
        if (count == 1 || time >= last) {
            last = time;
            cause = verdict.text("cause");
            summary = verdict.text("summary");
            advice = verdict.text("advice");
        }
    }

    private static int rank(String confidence) {
        return confidence == null ? 0 : confidence.equals("HIGH") ? 3 : confidence.equals("MEDIUM") ? 2 : 1;
    }

    boolean any() {
        return count > 0;
    }

    /** Of the last one. */
    String cause() {
        return cause;
    }

    /** A warning where the evidence carries the cause; below, where it only points to it. */
    double score() {
        return rank(surest) == 3 ? 90 : rank(surest) == 2 ? 80 : 60;
    }

    Answer into(Answer answer) {
        return answer.number(Results.EPISODES, count)
                .number(Results.FAILURES, failures)
                .epochNanos(Results.WHEN, last)
                .text(Results.CAUSE, cause)
                .text(Results.CONFIDENCE, surest)
                .text(Results.VERDICT, summary)
                .text(Results.ADVICE, advice);
    }
}
