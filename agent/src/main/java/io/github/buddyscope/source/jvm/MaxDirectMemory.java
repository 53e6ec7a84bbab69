// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;

/** The JVM's limit on direct memory. */
final class MaxDirectMemory {
    private MaxDirectMemory() {}

    /** {@code -XX:MaxDirectMemorySize} in bytes; the maximum heap where it isn't set, as the JDK has it. */
    static long bytes(PlatformBeans beans) {
        try {
            HotSpotDiagnosticMXBean hotSpot = beans.hotSpot();
            long set = Long.parseLong(hotSpot.getVMOption("MaxDirectMemorySize").getValue());
            return set > 0 ? set : Runtime.getRuntime().maxMemory();
        } catch (RuntimeException | LinkageError notHotSpot) {
            return Runtime.getRuntime().maxMemory();
        }
    }
}
