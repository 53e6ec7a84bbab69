// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/** Notices that somebody uses JFR in this JVM. It doesn't start JFR, which costs the better part of a second of CPU. */
final class RecorderUse implements FlightRecorderListener, AutoCloseable {
    private volatile boolean begun;

    private RecorderUse() {}

    static RecorderUse watch() {
        RecorderUse use = new RecorderUse();
        FlightRecorder.addListener(use);
        if (FlightRecorder.isInitialized()) {
            use.begun = true;
        }
        return use;
    }

    /** Whether JFR has been initialised in this JVM. */
    boolean begun() {
        return begun;
    }

    /** Runs on the thread that starts JFR, which is the service's: no more than a note. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        begun = true;
    }

    @Override
    public void close() {
        FlightRecorder.removeListener(this);
    }
}
