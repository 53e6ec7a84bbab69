// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Timespan;

/** Some of what a verdict may hold, and a field that no release has yet. */
@Name("buddyscope.Verdict")
final class TestVerdict extends Event {
    String cause;
    String confidence;
    String summary;
    String advice;
    String doubts;

    @Label("Direct Bytes")
    @DataAmount
    long directBytes;

    @Label("Usual Direct Bytes")
    @DataAmount
    long usualDirectBytes = -1;

    @Label("Direct Percentile")
    @Percentage
    float directPercentile = Float.NaN;

    @Label("GC Trace Time")
    long gcTraceTime = -1;

    @Label("GC Pause")
    @Timespan
    long gcPause;

    @Label("Of a Later Release")
    String later;
}
