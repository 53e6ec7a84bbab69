// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import jdk.jfr.Event;
import jdk.jfr.Name;

@Name("buddyscope.AllocationStall")
final class TestStall extends Event {
    long kernelTime;
    long traceTime;
    long stall;
    String kind;
    int order;
    long taskId;
}
