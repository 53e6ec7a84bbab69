// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.benchmark;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A direct buffer allocated and given back at once: both sides of the reservation point, and no collection to free it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DirectAllocation {
    private static final MethodHandle FREE = free();

    @Param({"1024", "65536"})
    int size;

    @Benchmark
    public int allocateAndFree() throws Throwable {
        ByteBuffer buffer = ByteBuffer.allocateDirect(size);
        int capacity = buffer.capacity();
        FREE.invokeExact(buffer);
        return capacity;
    }

    /** {@code sun.misc.Unsafe.invokeCleaner(ByteBuffer)}, which no release has taken away or warns of. */
    private static MethodHandle free() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            java.lang.reflect.Field only = type.getDeclaredField("theUnsafe");
            only.setAccessible(true);
            MethodType signature = MethodType.methodType(void.class, ByteBuffer.class);
            return MethodHandles.lookup()
                    .findVirtual(type, "invokeCleaner", signature)
                    .bindTo(only.get(null));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
