// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Heap that the JVM may use without asking the kernel for address space; its pages come when they are first written. */
public final class CommittedHeap {
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    /** Bytes now. */
    public long bytes() {
        return memory.getHeapMemoryUsage().getCommitted();
    }
}
