// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;

/**
 * Lets {@link HookClass} set the JDK's own account of direct memory, in {@code java.nio.Bits.tryReserveMemory}, which {@link
 * java.nio.ByteBuffer#allocateDirect} goes through and, of foreign memory, that of automatic arenas:
 *
 * <pre>{@code
 * if (TOTAL_CAPACITY.compareAndSet(totalCap, totalCap + cap)) {
 *     RESERVED_MEMORY.addAndGet(size);
 *     COUNT.incrementAndGet();
 *     return true;
 * }
 * }</pre>
 *
 * <p>The hook sets it as the JDK would and then tells of the difference: once for each reservation that is made, and never for
 * one that isn't. Where the stack ends before the hook, nothing has been reserved yet; what is thrown behind that it catches.
 */
final class BitsTransformer implements ClassFileTransformer {
    static final String BITS = "java/nio/Bits";

    private static final String[] METHOD = {"tryReserveMemory", "(JJ)Z"};
    private static final String[] CALLED = {"java/util/concurrent/atomic/AtomicLong", "compareAndSet", "(JJ)Z"};
    private static final String[] INSTEAD = {HookClass.NAME, HookClass.RESERVED, HookClass.DESCRIPTOR};

    private volatile boolean instrumented;
    private volatile Throwable failure;

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || !BITS.equals(name)) {
            return null;
        }
        try {
            byte[] changed = CallPatch.of(classFile, METHOD, CALLED, INSTEAD);
            instrumented = changed != null;
            return changed;
        } catch (Throwable anyKeptForTheState) {
            failure = anyKeptForTheState;
            return null;
        }
    }

    /** Whether the call was found and changed. */
    boolean instrumented() {
        return instrumented;
    }

    /** What went wrong, null where nothing did. */
    Throwable failure() {
        return failure;
    }
}
