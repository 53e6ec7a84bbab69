// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import io.github.buddyscope.text.Decimals;
import java.util.concurrent.TimeUnit;

/** Holds one activity of this JVM against the episodes. */
final class Coincidence {
    /** With fewer no share of coinciding ones could be told from chance. */
    static final int FEWEST_EPISODES = 5;

    /** Where the activity went on for more than this share of the time, coinciding says nothing. */
    static final double MOST_COVERAGE = 0.9;

    private static final double SIGNIFICANT = 0.05;
    /** Activities that are held against the same episodes: where nothing is linked, one of three is found below 0.05 in one
     * time line of seven. */
    private static final int QUESTIONS = 3;

    private Coincidence() {}

    /**
     * @param activity its name, in the plural
     * @param circle when it went on, each time made longer by the tolerance on both sides
     * @param offsets when episodes began, from the begin of the time watched
     * @param watchedNanos length of that time
     * @param toleranceNanos the clocks' error
     */
    record Question(String activity, Circle circle, long[] offsets, long watchedNanos, long toleranceNanos) {}

    /**
     * @param moments episodes, {@link System#nanoTime()} scale; those before {@code from} are left out
     * @param from begin of the time for which both are known
     * @param to its end
     */
    static Association of(String activity, ActivitySpans spans, Moments moments, long from, long to, long tolerance) {
        return of(new Question(
                activity,
                spans.widened(from, to, tolerance, tolerance),
                moments.between(from, to),
                to - from,
                tolerance));
    }

    static Association of(Question question) {
        Circle circle = question.circle;
        long[] offsets = question.offsets;
        double coverage = circle.coverage();
        boolean testable = offsets.length >= FEWEST_EPISODES && coverage <= MOST_COVERAGE && coverage > 0;
        CircularShift test = testable ? CircularShift.test(offsets, circle) : null;
        int coinciding = test != null ? test.coinciding() : within(offsets, circle);
        double expected = test != null ? test.expected() : Double.NaN;
        double pValue = test != null ? test.pValue() : Double.NaN;
        return new Association(
                question.activity,
                offsets.length,
                coinciding,
                expected,
                pValue,
                coverage,
                question.watchedNanos,
                question.toleranceNanos,
                sentence(
                        question.activity,
                        offsets.length,
                        coinciding,
                        expected,
                        pValue,
                        coverage,
                        question.watchedNanos));
    }

    private static int within(long[] offsets, Circle circle) {
        int within = 0;
        for (long offset : offsets) {
            within += circle.distance(offset) == 0 ? 1 : 0;
        }
        return within;
    }

    private static String sentence(
            String activity, int episodes, int coinciding, double expected, double p, double coverage, long watched) {
        if (episodes == 0) {
            return "No episode in " + duration(watched) + ": nothing to hold against " + activity + ".";
        }
        String count = coinciding + " of " + episodes + " episodes coincided with " + activity;
        String span = " in " + duration(watched);
        if (episodes < FEWEST_EPISODES) {
            return count + span + ": too few episodes to tell more than chance.";
        }
        if (coverage == 0) {
            return count + span + ": there were none.";
        }
        if (coverage > MOST_COVERAGE) {
            return count
                    + span
                    + ", which went on for "
                    + Decimals.fixed(coverage * 100, 0)
                    + " % of the time: whether more than by chance can't be told.";
        }
        return count + "; by chance " + Decimals.fixed(expected, 1) + " would have (p = " + Decimals.fixed(p, 3) + ", "
                + CircularShift.TURNS + " circular shifts over " + duration(watched) + " and as many by up to "
                + duration(Math.min(CircularShift.NEARBY, watched / 4)) + "): " + meaning(p);
    }

    private static String meaning(double p) {
        if (p < SIGNIFICANT / QUESTIONS) {
            return "more often than chance explains, busy times that both share allowed for. That doesn't tell which"
                    + " brought on the other.";
        }
        return p < SIGNIFICANT
                ? "perhaps more often than chance explains. " + QUESTIONS
                        + " questions are asked of the same episodes, and"
                        + " by chance one of them looks like that in one time of seven."
                : "no more than chance explains.";
    }

    private static String duration(long nanos) {
        long minutes = TimeUnit.NANOSECONDS.toMinutes(nanos);
        return minutes < 2
                ? TimeUnit.NANOSECONDS.toSeconds(nanos) + " s"
                : minutes < 120 ? minutes + " min" : Decimals.fixed(minutes / 60.0, 1) + " h";
    }
}
