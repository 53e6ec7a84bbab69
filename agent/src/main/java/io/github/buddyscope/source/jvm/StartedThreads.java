// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** How many threads this JVM has started since its own start, but for native ones of its own. Cheap; for one thread. */
final class StartedThreads implements LongSupplier {
    /** In a JVM without {@code java.management}. */
    static final long UNKNOWN = -1;

    private boolean looked;
    private ThreadMXBean bean;

    @Override
    public long getAsLong() {
        if (!looked) {
            looked = true;
            try {
                bean = ManagementFactory.getThreadMXBean();
            } catch (LinkageError withoutManagement) {
                bean = null;
            }
        }
        return bean == null ? UNKNOWN : bean.getTotalStartedThreadCount();
    }
}
