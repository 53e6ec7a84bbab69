// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Timestamp;

/** Some of what a kernel failure may hold. */
@Name("buddyscope.KernelFailure")
final class TestKernelFailure extends Event {
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long kernelTime;

    String kind;
    int order;

    @DataAmount
    long requestedBytes;

    String task;
    long taskId;
    boolean live;
}
