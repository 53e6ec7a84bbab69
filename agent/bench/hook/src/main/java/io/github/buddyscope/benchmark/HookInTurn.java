// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Locale;

/**
 * For machines that are never quiet: one JVM with the agent, in which slices of a few milliseconds with the hook's listener
 * and without it take turns, timed by the CPU time of the thread. Leaves out the call of the empty hook itself, a
 * nanosecond at most; {@link DirectAllocationCost} has that.
 */
public final class HookInTurn {
    private static final int PAIRS = 800;
    private static final int WARM_UP_PAIRS = 400;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HookInTurn() {}

    public static void main(String[] arguments) throws Throwable {
        while (!"running".equals(System.getProperty("io.github.buddyscope.state"))) {
            Thread.onSpinWait();
        }
        Field listener = Class.forName("java.nio.BuddyscopeReservations").getField("onReserve");
        Object hook = listener.get(null);
        measure(listener, hook, 1024, 20_000);
        measure(listener, hook, 65536, 3_000);
    }

    private static void measure(Field listener, Object hook, int size, int operations) throws Throwable {
        DirectAllocation allocation = new DirectAllocation();
        allocation.size = size;
        double[] without = new double[PAIRS];
        double[] with = new double[PAIRS];
        double[] added = new double[PAIRS];
        for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
            boolean hookFirst = (pair & 1) == 0;
            listener.set(null, hookFirst ? hook : null);
            double first = slice(allocation, operations);
            listener.set(null, hookFirst ? null : hook);
            double second = slice(allocation, operations);
            if (pair >= 0) {
                with[pair] = hookFirst ? first : second;
                without[pair] = hookFirst ? second : first;
                added[pair] = with[pair] - without[pair];
            }
        }
        listener.set(null, hook);
        Arrays.sort(without);
        Arrays.sort(with);
        Arrays.sort(added);
        // order statistics that enclose the median 95 times in 100
        int wide = (int) Math.round(0.98 * Math.sqrt(PAIRS));
        System.out.printf(
                Locale.ROOT,
                "%6d bytes: without %.1f ns, with %.1f ns; added %+.1f ns (%+.2f %%), 95 %% interval %+.1f to %+.1f,"
                        + " middle half of %d pairs %+.1f to %+.1f; lower deciles %.1f and %.1f ns%n",
                size,
                without[PAIRS / 2],
                with[PAIRS / 2],
                added[PAIRS / 2],
                100 * added[PAIRS / 2] / without[PAIRS / 2],
                added[PAIRS / 2 - wide],
                added[PAIRS / 2 + wide],
                PAIRS,
                added[PAIRS / 4],
                added[PAIRS * 3 / 4],
                without[PAIRS / 10],
                with[PAIRS / 10]);
    }

    /** Nanoseconds of CPU an operation. */
    private static double slice(DirectAllocation allocation, int operations) throws Throwable {
        long begin = THREADS.getCurrentThreadCpuTime();
        int sum = 0;
        for (int i = 0; i < operations; i++) {
            sum += allocation.allocateAndFree();
        }
        long end = THREADS.getCurrentThreadCpuTime();
        if (sum == 0) {
            throw new IllegalStateException("nothing was allocated");
        }
        return (double) (end - begin) / operations;
    }
}
