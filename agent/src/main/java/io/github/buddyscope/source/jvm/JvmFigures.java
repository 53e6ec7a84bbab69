// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.GcInfo;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.model.JvmSample.From;
import io.github.buddyscope.model.JvmSample.Pool;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * This JVM's heap, collections and buffers now, by its own management interfaces, without an MBean server. A JVM without
 * {@code java.management} tells its release alone.
 */
public final class JvmFigures {
    private JvmFigures() {}

    /** All but what the agent tells. On any thread; makes some objects. */
    public static JvmSample read() {
        String vm = "Java " + release();
        try {
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            return new JvmSample(
                    From.AGENT,
                    System.nanoTime(),
                    vm,
                    ManagementFactory.getRuntimeMXBean().getUptime(),
                    heap.getUsed(),
                    heap.getMax(),
                    collectors(),
                    pool("direct"),
                    pool("mapped"),
                    null);
        } catch (LinkageError withoutManagement) {
            return new JvmSample(
                    From.AGENT, System.nanoTime(), vm, -1, -1, -1, List.of(), Pool.UNKNOWN, Pool.UNKNOWN, null);
        }
    }

    /** {@code 17.0.15} of {@code 17.0.15+6-Debian-1deb12u1}. */
    private static String release() {
        String vm = System.getProperty("java.vm.version", "?");
        int plus = vm.indexOf('+');
        return plus > 0 ? vm.substring(0, plus) : vm;
    }

    private static List<Collector> collectors() {
        List<Collector> collectors = new ArrayList<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            long[] last = last(bean);
            collectors.add(new Collector(
                    bean.getName(), bean.getCollectionCount(), bean.getCollectionTime(), last[0], last[1]));
        }
        return collectors;
    }

    /** Length of the last collection and its end, in milliseconds; -1 where there was none, or it can't be told. */
    private static long[] last(GarbageCollectorMXBean bean) {
        try {
            if (bean instanceof com.sun.management.GarbageCollectorMXBean gc) {
                GcInfo last = gc.getLastGcInfo();
                return last == null ? new long[] {-1, -1} : new long[] {last.getDuration(), last.getEndTime()};
            }
        } catch (LinkageError withoutJdkManagement) {
            return new long[] {-1, -1};
        }
        return new long[] {-1, -1};
    }

    private static Pool pool(String name) {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals(name)) {
                return new Pool(pool.getCount(), pool.getTotalCapacity(), pool.getMemoryUsed());
            }
        }
        return Pool.UNKNOWN;
    }
}
