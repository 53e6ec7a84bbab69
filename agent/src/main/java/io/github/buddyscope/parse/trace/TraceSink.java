// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;

/** Where findings of a trace go. Called on the thread that reads. */
public interface TraceSink {
    void failure(AllocationFailure failure);

    void stall(AllocationStall stall);
}
