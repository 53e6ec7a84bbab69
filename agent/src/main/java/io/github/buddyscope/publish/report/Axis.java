// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Mark;
import io.github.buddyscope.recording.Recording;

/** The time that the charts show: that of the recording, and what failed just before its first event was written. */
record Axis(long begin, long end) {
    /** Events are written when a report has been read, so what they tell may have happened a moment before. */
    private static final long MOMENT = 10_000_000;

    static Axis of(Recording recording) {
        long begin = recording.beginMicros();
        for (Mark<LogFailure> mark : recording.failures().logged().marks()) {
            long time = mark.fromMicros();
            if (mark.main().live() && time >= recording.beginMicros() - MOMENT) {
                begin = Math.min(begin, time);
            }
        }
        return new Axis(begin, Math.max(begin + 1_000_000, recording.endMicros()));
    }

    boolean holds(long micros) {
        return micros >= begin && micros <= end;
    }
}
