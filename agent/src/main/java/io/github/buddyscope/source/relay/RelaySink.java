// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;

/** Where what a relay tells goes. All calls come from one thread, the client's own. */
public interface RelaySink {
    /** A failure of the kernel's log, each once and in the log's order. */
    void failure(RelayedFailure failure);

    /** @param thread name of this JVM's thread whose it was, 15 bytes at most; null where it was none */
    void attempt(AllocationFailure failure, String thread);

    /** @param thread as above */
    void stall(AllocationStall stall, String thread);
}
