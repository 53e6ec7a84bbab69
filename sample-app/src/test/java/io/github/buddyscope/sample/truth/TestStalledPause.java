// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import jdk.jfr.Event;
import jdk.jfr.Name;

/** What a verdict on a stalled pause has that is compared. */
@Name("buddyscope.Verdict")
final class TestStalledPause extends Event {
    String trigger = "STALLED_PAUSE";
    String jvmRole = "VICTIM";
    long kernelTime;
    long lastKernelTime;
    long gcTraceTime;
    long gcOffset;
    long gcOffsetError = 2_000_000;
    long gcPause;
    long gcStalled;
    int stalledPauses;
}
