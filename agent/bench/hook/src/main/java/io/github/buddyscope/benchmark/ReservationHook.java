// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the hook itself takes, in a JVM with the agent: no allocator, no collection. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReservationHook {
    private LongConsumer reserved;

    /** Waits for the agent, which installs the hook in the background. */
    @Setup
    public void find() throws Exception {
        while (!"running".equals(System.getProperty("io.github.buddyscope.state"))) {
            Thread.onSpinWait();
        }
        Class<?> hook = Class.forName("java.nio.BuddyscopeReservations");
        reserved = (LongConsumer) hook.getField("onReserve").get(null);
    }

    @Benchmark
    public void reserve() {
        reserved.accept(1024);
    }

    /** So large that each is picked and its stack walked, JMH's to its end: more than a service's. */
    @Benchmark
    public void reserveWithItsStack() {
        reserved.accept(1L << 40);
    }
}
