// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

/**
 * How often episodes of kernel failures coincided with something that this JVM did, over the time watched.
 *
 * @param activity what the JVM did, e.g. {@code GC pauses}
 * @param episodes episodes in that time; bursts of lines are one each
 * @param coinciding of those, within a span of the activity or as near to one as the clocks' error
 * @param expected how many would by chance, see {@link CircularShift}; NaN where nothing was tested
 * @param pValue probability of as many or more by chance; NaN where nothing was tested
 * @param coverage share of the time watched in which an episode would have coincided, 0 to 1
 * @param watchedNanos length of that time
 * @param toleranceNanos the clocks' error, by which each span was made longer on both sides
 * @param sentence the same in plain words
 */
public record Association(
        String activity,
        int episodes,
        int coinciding,
        double expected,
        double pValue,
        double coverage,
        long watchedNanos,
        long toleranceNanos,
        String sentence) {
    /** How many times as many as by chance; NaN where none is expected. */
    public double lift() {
        return expected > 0 ? coinciding / expected : Double.NaN;
    }
}
