// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.Spanning;
import io.github.buddyscope.model.ThreadKind;
import java.time.Instant;

/**
 * A stall that the trace saw, and whose it was.
 *
 * @param time when it began, on the host's wall clock
 * @param inThisJvm the task is a thread of this JVM; false where ids can't be compared
 * @param javaThread that thread's name (15 bytes of it), null where not in this JVM
 * @param threadKind what that thread is for, null where not in this JVM
 */
public record TracedStall(
        AllocationStall stall, Instant time, boolean inThisJvm, String javaThread, ThreadKind threadKind)
        implements Spanning {
    @Override
    public long startNanos() {
        return stall.beginNanos();
    }

    @Override
    public long endNanos() {
        return stall.endNanos();
    }
}
