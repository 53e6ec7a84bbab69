// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Counts every reservation of direct memory at the JDK's own reservation point, on the allocating thread, and tells of
 * those at or above a threshold. What runs there allocates nothing below the threshold and never throws.
 */
public final class DirectReservations implements AutoCloseable {
    private final LongAdder allocations = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder releases = new LongAdder();
    private final LongAdder releasedBytes = new LongAdder();
    private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
    private final long threshold;
    private final LongConsumer onLarge;

    private Instrumentation instrumentation;
    private BitsTransformer transformer;
    private HookClass hook;
    private SourceState state = new SourceState("direct", Status.OFF, "not installed", "");

    /**
     * @param threshold bytes
     * @param onLarge told of each reservation of at least {@code threshold} bytes, on the allocating thread
     */
    public DirectReservations(long threshold, LongConsumer onLarge) {
        this.threshold = threshold;
        this.onLarge = onLarge;
    }

    /** Installs the hook. What fails is in {@link #state()}. */
    public synchronized void install(Instrumentation to) {
        try {
            Class<?> bits = Class.forName(BitsTransformer.BITS.replace('/', '.'), false, null);
            initialiseContention();
            hook = HookClass.define(to);
            hook.tell(this::reserved, this::released);
            instrumentation = to;
            transformer = new BitsTransformer();
            to.addTransformer(transformer, true);
            to.retransformClasses(bits);
            state = installed(transformer);
        } catch (Throwable e) {
            state = unavailable(e);
        }
        if (state.status() == Status.UNAVAILABLE) {
            close();
        }
    }

    /**
     * The counters initialise these at the first contention, which may find a thread of the service's at the end of its
     * stack: a class whose initialisation fails is lost to the whole JVM.
     */
    private static void initialiseContention() throws ClassNotFoundException {
        Class.forName("java.util.concurrent.ThreadLocalRandom", true, null);
        Class.forName("java.util.concurrent.atomic.Striped64$Cell", true, null);
    }

    private static SourceState installed(BitsTransformer transformer) {
        if (transformer.failure() != null) {
            return unavailable(transformer.failure());
        }
        return switch (transformer.instrumented()) {
            case 2 -> SourceState.ok("direct");
            case 0 -> unavailable(new NoSuchMethodException("java.nio.Bits.reserveMemory(long, long)"));
            default -> new SourceState("direct", Status.PARTIAL, "reservations or releases aren't seen", "");
        };
    }

    private static SourceState unavailable(Throwable e) {
        return new SourceState("direct", Status.UNAVAILABLE, "single direct allocations can't be seen here: " + e, "");
    }

    private void reserved(long size) {
        allocations.increment();
        bytes.add(size);
        largest.accumulate(size);
        if (size >= threshold) {
            onLarge.accept(size);
        }
    }

    private void released(long size) {
        releases.increment();
        releasedBytes.add(size);
    }

    public synchronized SourceState state() {
        return state;
    }

    /** Whether the counters mean anything. */
    public synchronized boolean installed() {
        return hook != null;
    }

    /** Reservations since the start. */
    public long allocations() {
        return allocations.sum();
    }

    /** Bytes reserved since the start. */
    public long bytes() {
        return bytes.sum();
    }

    /** Releases since the start, of buffers that were reserved before it too. */
    public long releases() {
        return releases.sum();
    }

    /** Bytes released since the start. */
    public long releasedBytes() {
        return releasedBytes.sum();
    }

    /** Largest reservation since the last call, bytes; 0 where there was none. */
    public long takeLargest() {
        return largest.getThenReset();
    }

    /** Gives the JDK's class back as it was and forgets the hook. */
    @Override
    public synchronized void close() {
        if (hook == null) {
            return;
        }
        try {
            hook.tell(null, null);
            if (transformer != null) {
                instrumentation.removeTransformer(transformer);
                instrumentation.retransformClasses(Class.forName(BitsTransformer.BITS.replace('/', '.'), false, null));
            }
            if (state.status() != Status.UNAVAILABLE) {
                state = new SourceState("direct", Status.OFF, "taken out", "");
            }
        } catch (Throwable e) {
            state = unavailable(e);
        }
        hook = null;
        transformer = null;
    }
}
