// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.GarbageCollectorMXBean;

/** Heap that the JVM may use without asking the kernel for address space; its pages come when they are first written. */
public final class CommittedHeap {
    private final boolean shared;

    public CommittedHeap(PlatformBeans beans) {
        shared = ofZgc(beans);
    }

    private static boolean ofZgc(PlatformBeans beans) {
        for (GarbageCollectorMXBean collector : beans.collectors()) {
            if (collector.getName().startsWith("ZGC")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it's in shared memory, as ZGC's. */
    public boolean shared() {
        return shared;
    }

    /** Bytes now. */
    public long bytes() {
        return Runtime.getRuntime().totalMemory();
    }
}
