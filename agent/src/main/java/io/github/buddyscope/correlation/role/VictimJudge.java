// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.pause.PauseWords;
import io.github.buddyscope.correlation.pause.StalledPause;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.model.TaskMatch.Sureness;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether this JVM suffered: by its own failing request, or by its threads' stalls within a second of the episode. What
 * nobody could see is UNSEEN, not NO.
 */
final class VictimJudge {
    /** How near to the episode a stall has to be. */
    static final long NEAR_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Stalled on the wall, all together: less is usual on a busy host. */
    static final long STALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    enum Answer {
        YES,
        NO,
        UNSEEN
    }

    private VictimJudge() {}

    static Answer judge(VictimEvidence seen, List<String> evidence, List<String> doubts) {
        boolean suffered = task(seen, evidence, doubts);
        suffered |= stalls(seen, evidence);
        if (seen.ownFailures() > 0 && seen.trigger() != Trigger.TRACED_FAILURE) {
            evidence.add(
                    seen.ownFailures() + " of its own requests that it had no other way for failed, by the trace.");
            suffered = true;
        }
        if (suffered) {
            return Answer.YES;
        }
        return unhurt(seen, evidence, doubts) ? Answer.NO : Answer.UNSEEN;
    }

    private static boolean task(VictimEvidence seen, List<String> evidence, List<String> doubts) {
        if (seen.trigger() == Trigger.STALLED_PAUSE) {
            return false; // its stalls say it
        }
        Sureness sureness = seen.match().sureness();
        String words = seen.match().words();
        switch (sureness) {
            case CERTAIN ->
                evidence.add("It happened on this JVM's thread " + seen.match().thread() + ": " + words + ".");
            case LIKELY -> {
                evidence.add("It likely happened on this JVM's thread "
                        + seen.match().thread() + ": " + words + ".");
                doubts.add("that the failing task is this JVM's is likely, not certain");
            }
            case POSSIBLE ->
                evidence.add("Whether it happened on this JVM's thread "
                        + seen.match().thread() + " can't be told: " + words + ".");
            case NO, UNLIKELY ->
                evidence.add("The task that failed is none of this JVM's known threads: " + words + ".");
            case INTERRUPTED ->
                evidence.add(
                        "It happened in interrupt context: the named task was merely interrupted, this JVM is not to"
                                + " blame for that.");
            case UNKNOWN -> evidence.add("Whether the task that failed is this JVM's isn't known.");
        }
        return sureness == Sureness.CERTAIN || sureness == Sureness.LIKELY;
    }

    private static boolean stalls(VictimEvidence seen, List<String> evidence) {
        boolean inPause =
                !seen.pauses().isEmpty() && StalledPause.is(seen.pauses().get(0));
        boolean stalled = seen.wallNanos() >= STALLED_NANOS;
        if (seen.wallNanos() > 0) {
            evidence.add("Its threads were stalled for " + PauseWords.millis(seen.wallNanos())
                    + " within 1 s of it, making memory for their own requests"
                    + (seen.threadNanos() > seen.wallNanos() + seen.wallNanos() / 20
                            ? " (" + PauseWords.millis(seen.threadNanos()) + " added up)"
                            : "")
                    + (inPause || stalled ? "." : ", too little to call it a victim."));
        }
        if (!seen.pauses().isEmpty()) {
            evidence.add("Of " + seen.pauses().size() + " such pause"
                    + (seen.pauses().size() == 1 ? "" : "s") + " the worst: "
                    + seen.pauses().get(0).sentence() + ".");
        }
        if (seen.fallbacks() > 0) {
            evidence.add(seen.fallbacks()
                    + " of its requests found no block and went on with less, which costs no more than" + " the time.");
        }
        return inPause || stalled;
    }

    private static boolean unhurt(VictimEvidence seen, List<String> evidence, List<String> doubts) {
        boolean othersTask = seen.match().sureness().excludesThisJvm();
        if (seen.traced()) {
            if (seen.wallNanos() == 0) {
                evidence.add("None of its threads was stalled within 1 s of it, by the trace.");
            }
        } else if (seen.hostStalls() == 0) {
            evidence.add("No task of the host was stalled in the window, by its own counters.");
        } else {
            evidence.add("Whether its threads were stalled isn't seen"
                    + (seen.remedy().isEmpty() ? "." : ": " + seen.remedy() + "."));
            return false;
        }
        if (othersTask && seen.match().sureness() == Sureness.UNLIKELY) {
            doubts.add("that the failing task isn't this JVM's is likely, not certain");
        }
        return othersTask;
    }
}
