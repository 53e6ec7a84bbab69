// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import jdk.jfr.Event;
import jdk.jfr.Name;

@Name("buddyscope.AllocationFailure")
final class TestFailure extends Event {
    long kernelTime;
    long traceTime;
    int order;
    long taskId;
}
