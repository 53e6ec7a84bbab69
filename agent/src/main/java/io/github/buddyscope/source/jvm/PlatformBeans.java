// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.instrument.Instrumentation;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;

/**
 * The management beans that the agent asks from its start on, taken from where the JDK makes them. {@link ManagementFactory}
 * has the same ones, but finds each by a search through all providers of beans, whose first costs a starting JVM some 25 ms
 * of CPU: it is made only where the JDK is another inside. Each method throws {@link LinkageError} where the JVM lacks
 * {@code java.management}, or {@code jdk.management} if that is asked for.
 */
public final class PlatformBeans implements Supplier<ThreadMXBean> {
    /** There as long as the JVM is, and so for the next agent: each asking would leave some memory in the JDK's table of exports. */
    private static Object[] made;

    private final Object[] direct;

    /** Those that the search finds. */
    public PlatformBeans() {
        this(null);
    }

    private PlatformBeans(Object[] direct) {
        this.direct = direct;
    }

    /** Those that need no search, where this JDK has them where others have. */
    public static synchronized PlatformBeans of(Instrumentation instrumentation) {
        try {
            made = made == null ? PassingLoader.beans(instrumentation) : made;
            return new PlatformBeans(made);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError elsewhere) {
            return new PlatformBeans();
        }
    }

    @SuppressWarnings("unchecked") // as the class says that made them
    List<GarbageCollectorMXBean> collectors() {
        return direct == null
                ? ManagementFactory.getGarbageCollectorMXBeans()
                : (List<GarbageCollectorMXBean>) direct[0];
    }

    /** The pool of that name; null where there is none. */
    @SuppressWarnings("unchecked") // as above
    BufferPoolMXBean bufferPool(String name) {
        List<BufferPoolMXBean> pools = direct == null
                ? ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                : (List<BufferPoolMXBean>) direct[1];
        for (BufferPoolMXBean pool : pools) {
            if (pool.getName().equals(name)) {
                return pool;
            }
        }
        return null;
    }

    RuntimeMXBean runtime() {
        return direct == null ? ManagementFactory.getRuntimeMXBean() : (RuntimeMXBean) direct[2];
    }

    /** Threads; a search each time where it's searched for. */
    @Override
    public ThreadMXBean get() {
        return direct == null ? ManagementFactory.getThreadMXBean() : (ThreadMXBean) direct[3];
    }

    HotSpotDiagnosticMXBean hotSpot() {
        return direct == null
                ? ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                : (HotSpotDiagnosticMXBean) direct[4];
    }
}
