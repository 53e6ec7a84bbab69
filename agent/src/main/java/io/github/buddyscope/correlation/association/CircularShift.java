// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import java.util.concurrent.TimeUnit;

/**
 * How often moments fall into spans, against how often they would by chance: the moments are turned against the spans on
 * the same time line, which leaves the rhythm of both as it is and takes away only what ties them together.
 *
 * <p>The probability is that of a turn after which as many moments coincide or more; among turns with as many, of one
 * after which the moments lie as near to the spans or nearer, since counts alone are too coarse for few moments. The turns
 * are fixed, so the same time line gives the same figure.
 *
 * <p>Two sets of turns are made, and the one that finds less is told: all round, and by two minutes at most either way. A
 * busy hour that brings both more collections and more failures makes them coincide more often than turns all round do,
 * with nothing that ties the one to the other: these turns would call that a link in a quarter of such time lines, those by
 * two minutes call it one in a twentieth.
 *
 * @param coinciding moments within a span
 * @param expected mean number of moments within a span over the turns, the larger of the two sets'
 * @param pValue (1 + turns as extreme) / (1 + turns), the larger of the two sets'
 */
record CircularShift(int coinciding, double expected, double pValue) {
    static final int TURNS = 999;
    static final long NEARBY = TimeUnit.MINUTES.toNanos(2);

    /** Turns that are spread as evenly as can be whatever their number: multiples of the golden ratio. */
    private static final double STEP = (Math.sqrt(5) - 1) / 2;

    /** @param moments 0 to the circle's length, in any order */
    static CircularShift test(long[] moments, Circle circle) {
        Score observed = Score.of(moments, circle, 0);
        CircularShift all = turn(moments, circle, observed, circle.length() / 2);
        CircularShift nearby = turn(moments, circle, observed, Math.min(NEARBY, circle.length() / 4));
        return new CircularShift(
                observed.within, Math.max(all.expected, nearby.expected), Math.max(all.pValue, nearby.pValue));
    }

    private static CircularShift turn(long[] moments, Circle circle, Score observed, long farthest) {
        long sum = 0;
        int asExtreme = 0;
        for (int turn = 1; turn <= TURNS; turn++) {
            double part = turn * STEP % 1;
            long shift = (long) ((2 * part - 1) * farthest);
            Score score = Score.of(moments, circle, shift < 0 ? shift + circle.length() : shift);
            sum += score.within;
            if (score.asExtremeAs(observed)) {
                asExtreme++;
            }
        }
        return new CircularShift(observed.within, (double) sum / TURNS, (1.0 + asExtreme) / (1 + TURNS));
    }

    private record Score(int within, double distance) {
        static Score of(long[] moments, Circle circle, long shift) {
            int within = 0;
            double distance = 0;
            for (long moment : moments) {
                long turned = moment + shift;
                long far = circle.distance(turned >= circle.length() ? turned - circle.length() : turned);
                within += far == 0 ? 1 : 0;
                distance += far;
            }
            return new Score(within, distance);
        }

        boolean asExtremeAs(Score other) {
            return within > other.within || within == other.within && distance <= other.distance;
        }
    }
}
