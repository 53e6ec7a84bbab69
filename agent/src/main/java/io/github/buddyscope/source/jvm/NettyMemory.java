// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.ZoneInfo;
import java.lang.instrument.Instrumentation;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Direct memory by Netty's own counter, {@code PlatformDependent.usedDirectMemory()}, of every copy of Netty in this JVM,
 * relocated ones too. Netty takes memory past the JDK's reservation point where it has no cleaner (4.1 and 4.2), calls
 * {@code malloc} (4.2 on 24) or has shared arenas (4.2 on 25).
 *
 * <p>Its classes are looked at once they have been loaded and initialised by the service, never made to; none is held.
 * They are looked for among all that are loaded, while somebody can see what comes of it: to be told of each class that is loaded
 * would cost the service's start. On the agent's thread.
 */
final class NettyMemory {
    private static final String PACKAGE = "netty.util.internal.";
    private static final String COUNTER = PACKAGE + "PlatformDependent";
    private static final int MOST_COPIES = 16;
    private static final int SHARE = 1_000;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Of the table of all, and of one that is made beside it. */
    private static final int BYTES_PER_CLASS = 16;

    /** Loaded with the first buffer that is taken so. */
    private static final String[] PAST_THE_RESERVATION_POINT = {
        PACKAGE + "DirectCleaner$CleanableDirectBufferImpl",
        PACKAGE + "CleanerJava24Linker$CleanableDirectBufferImpl",
        PACKAGE + "CleanerJava25$CleanableDirectBufferImpl",
    };

    private static final class Copy {
        private final WeakReference<Class<?>> counter;
        private boolean outside;

        Copy(Class<?> counter) {
            this.counter = new WeakReference<>(counter);
        }
    }

    private final Instrumentation instrumentation;
    private final HookClass hook;
    private final List<Copy> copies = new ArrayList<>();
    private ClassLoadingMXBean loading;
    private long found;
    private long findNanos = System.nanoTime();
    private long used = ZoneInfo.UNKNOWN;
    private long outside = ZoneInfo.UNKNOWN;

    /** @param hook tells whether a class has been initialised */
    NettyMemory(Instrumentation instrumentation, HookClass hook) {
        this.instrumentation = instrumentation;
        this.hook = hook;
    }

    private static boolean isOfInterest(String name) {
        boolean found = name.endsWith(COUNTER);
        for (String past : PAST_THE_RESERVATION_POINT) {
            found |= name.endsWith(past);
        }
        return found;
    }

    /** Looks for new copies and reads the counters. */
    void look() {
        findNew();
        copies.removeIf(copy -> copy.counter.get() == null);
        long sum = ZoneInfo.UNKNOWN;
        long sumOutside = ZoneInfo.UNKNOWN;
        for (Copy copy : copies) {
            long bytes = used(copy);
            if (bytes >= 0) {
                sum = Math.max(sum, 0) + bytes;
                sumOutside = Math.max(sumOutside, 0) + (copy.outside ? bytes : 0);
            }
        }
        used = sum;
        outside = sumOutside;
    }

    /** Only where classes have been loaded since, and for a thousandth of the time if that doesn't take long. */
    private void findNew() {
        if (loading == null) {
            loading = ManagementFactory.getClassLoadingMXBean();
        }
        long now = System.nanoTime();
        long loaded = loading.getTotalLoadedClassCount();
        if (loaded != found && now - findNanos >= 0 && SpareHeap.has(loaded * BYTES_PER_CLASS)) {
            find(instrumentation.getAllLoadedClasses());
            found = loaded;
            long end = System.nanoTime();
            findNanos = end + Math.min(SHARE * (end - now), LONGEST_PAUSE_NANOS);
        }
    }

    private void find(Class<?>[] classes) {
        for (Class<?> type : classes) {
            if (maybeNetty(type) && type.getName().endsWith(COUNTER)) {
                add(type);
            }
        }
        for (Class<?> type : classes) {
            if (maybeNetty(type) && isPast(type.getName())) {
                markOutside(type);
            }
        }
    }

    /** The names of the JDK's thousands aren't asked for: they would be made for it and stay with their classes. */
    private static boolean maybeNetty(Class<?> type) {
        String module = type.getModule().getName();
        return module == null || !module.startsWith("java.") && !module.startsWith("jdk.");
    }

    private static boolean isPast(String name) {
        return name.contains(PACKAGE) && isOfInterest(name) && !name.endsWith(COUNTER);
    }

    private void add(Class<?> type) {
        for (Copy copy : copies) {
            if (copy.counter.get() == type) {
                return;
            }
        }
        if (copies.size() < MOST_COPIES) {
            copies.add(new Copy(type));
        }
    }

    private void markOutside(Class<?> past) {
        for (Copy copy : copies) {
            Class<?> counter = copy.counter.get();
            if (counter != null
                    && counter.getClassLoader() == past.getClassLoader()
                    && counter.getPackageName().equals(past.getPackageName())) {
                copy.outside = true;
            }
        }
    }

    /** Bytes; negative where Netty doesn't count, or can't be asked. */
    private long used(Copy copy) {
        Class<?> counter = copy.counter.get();
        try {
            if (counter == null || !hook.initialised(counter)) {
                return ZoneInfo.UNKNOWN;
            }
            if (!copy.outside) {
                copy.outside =
                        (Boolean) counter.getMethod("useDirectBufferNoCleaner").invoke(null);
            }
            return (Long) counter.getMethod("usedDirectMemory").invoke(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return ZoneInfo.UNKNOWN;
        }
    }

    /** Bytes at the last look; {@link ZoneInfo#UNKNOWN} where no Netty counts. */
    long used() {
        return used;
    }

    /** Those past the JDK's reservation point; {@link ZoneInfo#UNKNOWN} where no Netty counts. */
    long outside() {
        return outside;
    }
}
