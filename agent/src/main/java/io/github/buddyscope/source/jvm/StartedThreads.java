// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How many threads this JVM has started since its own start, but for native ones of its own. Cheap; for one thread. */
final class StartedThreads implements LongSupplier {
    /** In a JVM without {@code java.management}. */
    static final long UNKNOWN = -1;

    private final Supplier<ThreadMXBean> beans;
    private boolean looked;
    private ThreadMXBean bean;

    StartedThreads(Supplier<ThreadMXBean> beans) {
        this.beans = beans;
    }

    @Override
    public long getAsLong() {
        if (!looked) {
            looked = true;
            try {
                bean = beans.get();
            } catch (LinkageError withoutManagement) {
                bean = null;
            }
        }
        return bean == null ? UNKNOWN : bean.getTotalStartedThreadCount();
    }
}
