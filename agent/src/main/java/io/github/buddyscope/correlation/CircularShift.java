// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

/**
 * How often moments fall into spans, against how often they would by chance: the moments are turned against the spans on
 * the same time line, which leaves the rhythm of both as it is and takes away only what ties them together.
 *
 * <p>The probability is that of a turn after which as many moments coincide or more; among turns with as many, of one
 * after which the moments lie as near to the spans or nearer, since counts alone are too coarse for few moments. The turns
 * are fixed, so the same time line gives the same figure.
 *
 * @param coinciding moments within a span
 * @param expected mean number of moments within a span over all turns
 * @param pValue (1 + turns as extreme) / (1 + turns)
 */
record CircularShift(int coinciding, double expected, double pValue) {
    static final int TURNS = 999;

    /** Turns that are spread as evenly as can be whatever their number: multiples of the golden ratio. */
    private static final double STEP = (Math.sqrt(5) - 1) / 2;

    /** @param moments 0 to the circle's length, in any order */
    static CircularShift test(long[] moments, Circle circle) {
        Score observed = Score.of(moments, circle, 0);
        long sum = 0;
        int asExtreme = 0;
        for (int turn = 1; turn <= TURNS; turn++) {
            double part = turn * STEP % 1;
            Score score = Score.of(moments, circle, (long) (part * circle.length()));
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
