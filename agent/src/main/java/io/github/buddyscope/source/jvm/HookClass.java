// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One tiny class in {@code java.nio} of {@code java.base}, beside the class that calls it, with a field that the agent fills
 * and empties:
 *
 * <pre>{@code
 * public static boolean reserved(AtomicLong capacity, long before, long after) {
 *     boolean set = capacity.compareAndSet(before, after);
 *     if (set) {
 *         try {
 *             LongConsumer to = onReserve;
 *             if (to != null) {
 *                 to.accept(after - before);
 *             }
 *         } catch (Throwable nothingReachesTheService) {
 *             return true;
 *         }
 *     }
 *     return set;
 * }
 * }</pre>
 *
 * and a question that only the JDK's own code may ask, of a class that must not be initialised by asking:
 *
 * <pre>{@code
 * public static boolean initialised(Class<?> type) {
 *     return !jdk.internal.misc.Unsafe.getUnsafe().shouldBeInitialized(type);
 * }
 * }</pre>
 *
 * <p>javac compiles nothing for {@code java.nio} beside the rest of a build, so its class file stands here, and a test
 * compiles the source anew. A class can't be undefined: after the agent has gone it stays, empty and called by nobody, and
 * serves the next agent.
 */
final class HookClass {
    static final String NAME = "java/nio/BuddyscopeReservations";
    static final String RESERVED = "reserved";
    static final String DESCRIPTOR = "(Ljava/util/concurrent/atomic/AtomicLong;JJ)Z";
    private static final String INITIALISED = "initialised";
    private static final String ON_RESERVE = "onReserve";

    private static final String CLASS_FILE =
            "yv66vgAAAD0ALAoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWCgAIAAkHAAoMAAsADAEAJmph"
                    + "dmEvdXRpbC9jb25jdXJyZW50L2F0b21pYy9BdG9taWNMb25nAQANY29tcGFyZUFuZFNldAEABShKSilaCQAOAA8HABAMABEAEgEA"
                    + "H2phdmEvbmlvL0J1ZGR5c2NvcGVSZXNlcnZhdGlvbnMBAAlvblJlc2VydmUBACFMamF2YS91dGlsL2Z1bmN0aW9uL0xvbmdDb25z"
                    + "dW1lcjsLABQAFQcAFgwAFwAYAQAfamF2YS91dGlsL2Z1bmN0aW9uL0xvbmdDb25zdW1lcgEABmFjY2VwdAEABChKKVYHABoBABNq"
                    + "YXZhL2xhbmcvVGhyb3dhYmxlCgAcAB0HAB4MAB8AIAEAGGpkay9pbnRlcm5hbC9taXNjL1Vuc2FmZQEACWdldFVuc2FmZQEAHCgp"
                    + "TGpkay9pbnRlcm5hbC9taXNjL1Vuc2FmZTsKABwAIgwAIwAkAQATc2hvdWxkQmVJbml0aWFsaXplZAEAFChMamF2YS9sYW5nL0Ns"
                    + "YXNzOylaAQAEQ29kZQEACHJlc2VydmVkAQAtKExqYXZhL3V0aWwvY29uY3VycmVudC9hdG9taWMvQXRvbWljTG9uZztKSilaAQAN"
                    + "U3RhY2tNYXBUYWJsZQEAC2luaXRpYWxpc2VkAQAJU2lnbmF0dXJlAQAXKExqYXZhL2xhbmcvQ2xhc3M8Kj47KVoAMQAOAAIAAAAB"
                    + "AEkAEQASAAAAAwABAAUABgABACUAAAARAAEAAQAAAAUqtwABsQAAAAAACQAmACcAAQAlAAAAUAAFAAcAAAArKh8htgAHNgUVBZkA"
                    + "HrIADToGGQbGAA0ZBiEfZbkAEwMApwAHOgYErBUFrAABAA0AIQAkABkAAQAoAAAACwAD/AAhAUIHABkDAAkAKQAkAAIAJQAAACcA"
                    + "AgABAAAAELgAGyq2ACGaAAcEpwAEA6wAAAABACgAAAAFAAIOQAEAKgAAAAIAKwAA";

    private final Class<?> type;

    private HookClass(Class<?> type) {
        this.type = type;
    }

    /** Defines the class, or finds the one that an earlier agent left. */
    static HookClass define(Instrumentation instrumentation) throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName(NAME.replace('/', '.'), true, null);
        } catch (ClassNotFoundException notYet) {
            type = PassingLoader.defineInJavaNio(instrumentation, bytes());
        }
        // what an older agent left may be another: the JDK's class must not call what isn't there
        type.getMethod(RESERVED, AtomicLong.class, long.class, long.class);
        return new HookClass(type);
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }

    /** Who is told; null for nobody. */
    void tell(LongConsumer onReserve) throws ReflectiveOperationException {
        type.getField(ON_RESERVE).set(null, onReserve);
    }

    /** Whether the class has been initialised, which it isn't by this. */
    boolean initialised(Class<?> other) throws ReflectiveOperationException {
        return (Boolean) type.getMethod(INITIALISED, Class.class).invoke(null, other);
    }
}
