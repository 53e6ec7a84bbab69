// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.recording.DirectRow;
import io.github.buddyscope.recording.HealthRow;
import io.github.buddyscope.recording.JvmFacts;
import io.github.buddyscope.recording.Pause;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.text.SafeText;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;

/** Events of the JVM, its own and ours. */
final class JvmRows {
    private static final String UNAME = "uname:";
    private static final int LONGEST_FACT = 120;

    private JvmRows() {}

    static Pause pause(RecordedEvent event) {
        return new Pause(
                Fields.written(event),
                Math.max(0, Fields.length(event, "duration")),
                Fields.count(event, "gcId"),
                Fields.line(event, "name"),
                null);
    }

    static void collection(RecordedEvent event, RecordingBuilder to) {
        to.collection(Fields.count(event, "gcId"), Fields.line(event, "name"), Fields.line(event, "cause"));
    }

    static void heap(RecordedEvent event, RecordingBuilder to) {
        RecordedObject space = Fields.object(event, "heapSpace");
        to.heap(
                Fields.written(event),
                Fields.number(event, "heapUsed"),
                space == null ? -1 : Fields.number(space, "committedSize"));
    }

    static DirectRow direct(RecordedEvent event) {
        return new DirectRow(
                Fields.written(event),
                Fields.length(event, "period"),
                Fields.count(event, "allocations"),
                Fields.number(event, "bytes"),
                Fields.number(event, "releasedBytes"),
                Fields.number(event, "largest"),
                Fields.number(event, "poolUsed"),
                Fields.number(event, "poolLimit"),
                Fields.line(event, "topSite"));
    }

    static HealthRow health(RecordedEvent event) {
        return new HealthRow(
                Fields.written(event),
                Fields.length(event, "sampleTime"),
                Fields.length(event, "cpuTime"),
                Fields.number(event, "linesRead"),
                Fields.number(event, "linesLost"),
                Fields.number(event, "eventsDropped"),
                Fields.text(event, "sources"));
    }

    static JvmFacts jvm(RecordedEvent event, JvmFacts before) {
        long pid = Fields.number(event, "pid");
        return before.withVersion(Fields.line(event, "jvmVersion", LONGEST_FACT), pid <= 0 ? null : pid);
    }

    /** The kernel as {@code uname} names it; the rest of that text names the distribution and more. */
    static JvmFacts system(RecordedEvent event, JvmFacts before) {
        String version = Fields.text(event, "osVersion");
        int at = version == null ? -1 : version.indexOf(UNAME);
        if (at < 0) {
            return before;
        }
        String line = version.substring(at + UNAME.length()).strip();
        int end = line.indexOf('\n');
        return before.withKernel(SafeText.line(end < 0 ? line : line.substring(0, end), LONGEST_FACT));
    }

    static JvmFacts collectors(RecordedEvent event, JvmFacts before) {
        String young = Fields.line(event, "youngCollector");
        String old = Fields.line(event, "oldCollector");
        if (young == null || old == null) {
            return before;
        }
        return before.withCollectors(young.equals("N/A") || young.equals(old) ? old : young + " and " + old);
    }
}
