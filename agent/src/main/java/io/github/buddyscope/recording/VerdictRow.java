// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * What came of an episode of failures.
 *
 * @param failures in the episode; 0 for pauses that were held up
 * @param advice a line each; null where nothing fits
 * @param doubts a line each; null where there's nothing to say
 * @param gcPauseNanos of the nearest collection; null where there was none, as the others
 * @param gcOffsetNanos from the first failure to it: negative where it ended before
 * @param gcStalledNanos part of that pause in which its threads were in reclaim or compaction
 * @param jvmRole what part this JVM had; null in recordings of older agents, as the fields after it
 * @param jvmStalledNanos time near the episode in which this JVM's threads were in reclaim or compaction; null where not known
 * @param directPercentile share of earlier windows with fewer direct bytes, 0 to 1; NaN where not known
 * @param trigger what opened the episode, e.g. KERNEL_LOG
 * @param howBad how often such failures come; null where the log has none
 * @param trend e.g. RISING; null where the log has none
 */
public record VerdictRow(
        long micros,
        long lastMicros,
        long errorNanos,
        int failures,
        String cause,
        boolean atomic,
        String confidence,
        String summary,
        String advice,
        String doubts,
        int order,
        long bytes,
        String task,
        String origin,
        long windowNanos,
        String gcName,
        String gcCause,
        Long gcPauseNanos,
        Long gcOffsetNanos,
        Long gcStalledNanos,
        long directBytes,
        long usualDirectBytes,
        String zoneState,
        String jvmRole,
        String roleEvidence,
        String javaThread,
        Long jvmStalledNanos,
        double directPercentile,
        String zonesBefore,
        String zonesAfter,
        Long recoveryNanos,
        String trigger,
        String howBad,
        String trend) {
    /** Nothing failed: a collection pause, or several, waited for the kernel. */
    public boolean stalledPause() {
        return "STALLED_PAUSE".equals(trigger);
    }
}
