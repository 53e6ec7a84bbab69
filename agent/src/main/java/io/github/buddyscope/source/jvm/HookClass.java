// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

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
 * An object of it sets that field, and answers two questions that only the JDK's own code may ask. Whether a class has been
 * initialised, which it must not be by asking:
 *
 * <pre>{@code
 * public boolean test(Class<?> type) {
 *     return !Unsafe.getUnsafe().shouldBeInitialized(type);
 * }
 * }</pre>
 *
 * and how often {@code Bits} has been changed since it was loaded, by a count that the JVM keeps for reflection's sake, negative where
 * it keeps none:
 *
 * <pre>{@code
 * private final long redefinitions; // Unsafe.getUnsafe().objectFieldOffset(Class.class, "classRedefinedCount"), or -1
 *
 * public int getAsInt() {
 *     return redefinitions < 0 ? -1 : Unsafe.getUnsafe().getIntVolatile(Bits.class, redefinitions);
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

    private static final String CLASS_FILE =
            "yv66vgAAAD0AUwoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWCgAIAAkHAAoMAAsADAEAH2ph"
                    + "dmEvbmlvL0J1ZGR5c2NvcGVSZXNlcnZhdGlvbnMBAA1yZWRlZmluaXRpb25zAQADKClKCQAIAA4MAAsADwEAAUoKABEAEgcAEwwA"
                    + "FAAVAQAmamF2YS91dGlsL2NvbmN1cnJlbnQvYXRvbWljL0F0b21pY0xvbmcBAA1jb21wYXJlQW5kU2V0AQAFKEpKKVoJAAgAFwwA"
                    + "GAAZAQAJb25SZXNlcnZlAQAhTGphdmEvdXRpbC9mdW5jdGlvbi9Mb25nQ29uc3VtZXI7CwAbABwHAB0MAB4AHwEAH2phdmEvdXRp"
                    + "bC9mdW5jdGlvbi9Mb25nQ29uc3VtZXIBAAZhY2NlcHQBAAQoSilWBwAhAQATamF2YS9sYW5nL1Rocm93YWJsZQoAIwAkBwAlDAAm"
                    + "ACcBABhqZGsvaW50ZXJuYWwvbWlzYy9VbnNhZmUBAAlnZXRVbnNhZmUBABwoKUxqZGsvaW50ZXJuYWwvbWlzYy9VbnNhZmU7CgAj"
                    + "ACkMACoAKwEAE3Nob3VsZEJlSW5pdGlhbGl6ZWQBABQoTGphdmEvbGFuZy9DbGFzczspWgcALQEAD2phdmEvbGFuZy9DbGFzcwgA"
                    + "LwEAE2NsYXNzUmVkZWZpbmVkQ291bnQKACMAMQwAMgAzAQARb2JqZWN0RmllbGRPZmZzZXQBACYoTGphdmEvbGFuZy9DbGFzcztM"
                    + "amF2YS9sYW5nL1N0cmluZzspSgX//////////wcANwEADWphdmEvbmlvL0JpdHMKACMAOQwAOgA7AQAOZ2V0SW50Vm9sYXRpbGUB"
                    + "ABYoTGphdmEvbGFuZy9PYmplY3Q7SilJCgAIAD0MAB4APgEAJChMamF2YS91dGlsL2Z1bmN0aW9uL0xvbmdDb25zdW1lcjspVgoA"
                    + "CABADABBACsBAAR0ZXN0BwBDAQAbamF2YS91dGlsL2Z1bmN0aW9uL0NvbnN1bWVyBwBFAQAcamF2YS91dGlsL2Z1bmN0aW9uL1By"
                    + "ZWRpY2F0ZQcARwEAHmphdmEvdXRpbC9mdW5jdGlvbi9JbnRTdXBwbGllcgEABENvZGUBAAhyZXNlcnZlZAEALShMamF2YS91dGls"
                    + "L2NvbmN1cnJlbnQvYXRvbWljL0F0b21pY0xvbmc7SkopWgEADVN0YWNrTWFwVGFibGUBAAlTaWduYXR1cmUBABcoTGphdmEvbGFu"
                    + "Zy9DbGFzczwqPjspWgEACGdldEFzSW50AQADKClJAQAVKExqYXZhL2xhbmcvT2JqZWN0OylWAQAVKExqYXZhL2xhbmcvT2JqZWN0"
                    + "OylaAQCmTGphdmEvbGFuZy9PYmplY3Q7TGphdmEvdXRpbC9mdW5jdGlvbi9Db25zdW1lcjxMamF2YS91dGlsL2Z1bmN0aW9uL0xv"
                    + "bmdDb25zdW1lcjs+O0xqYXZhL3V0aWwvZnVuY3Rpb24vUHJlZGljYXRlPExqYXZhL2xhbmcvQ2xhc3M8Kj47PjtMamF2YS91dGls"
                    + "L2Z1bmN0aW9uL0ludFN1cHBsaWVyOwAxAAgAAgADAEIARABGAAIASQAYABkAAAASAAsADwAAAAgAAQAFAAYAAQBIAAAAGAADAAEA"
                    + "AAAMKrcAASq4AAe1AA2xAAAAAAAJAEkASgABAEgAAABQAAUABwAAACsqHyG2ABA2BRUFmQAesgAWOgYZBsYADRkGIR9luQAaAwCn"
                    + "AAc6BgSsFQWsAAEADQAhACQAIAABAEsAAAALAAP8ACEBQgcAIAMAAQAeAD4AAQBIAAAAEQABAAIAAAAFK7MAFrEAAAAAAAEAQQAr"
                    + "AAIASAAAACcAAgACAAAAELgAIiu2ACiaAAcEpwAEA6wAAAABAEsAAAAFAAIOQAEATAAAAAIATQAKAAsADAABAEgAAAAwAAMAAQAA"
                    + "ABC4ACISLBIutgAwrUsUADStAAEAAAAKAAsAIAABAEsAAAAGAAFLBwAgAAEATgBPAAEASAAAADEABAABAAAAGiq0AA0JlJwABwKn"
                    + "AA+4ACISNiq0AA22ADisAAAAAQBLAAAABQACDUsBEEEAHgBQAAEASAAAABUAAgACAAAACSorwAAbtgA8sQAAAAAQQQBBAFEAAQBI"
                    + "AAAAFQACAAIAAAAJKivAACy2AD+sAAAAAAABAEwAAAACAFI=";

    /** Of a JVM that keeps no such count. */
    static final int UNCOUNTED = -1;

    private final Consumer<LongConsumer> listener;
    private final Predicate<Class<?>> initialised;
    private final IntSupplier redefinitions;

    @SuppressWarnings("unchecked") // as its source says
    private HookClass(Object hook) {
        listener = (Consumer<LongConsumer>) hook;
        initialised = (Predicate<Class<?>>) hook;
        redefinitions = (IntSupplier) hook;
    }

    /**
     * Defines the class, or finds the one that an earlier agent left.
     *
     * @throws RuntimeException where that one is another
     */
    static HookClass define(Instrumentation instrumentation) throws ReflectiveOperationException {
        byte[] missing = {};
        try {
            Class<?> there = Class.forName(NAME.replace('/', '.'), true, null);
            there.getMethod(
                    RESERVED, AtomicLong.class, long.class, long.class); // the JDK's class must not call what isn't
        } catch (ClassNotFoundException notYet) {
            missing = bytes();
        }
        return new HookClass(PassingLoader.hook(instrumentation, missing));
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }

    /** Who is told; null for nobody. */
    void tell(LongConsumer onReserve) {
        listener.accept(onReserve);
    }

    /** How often {@code java.nio.Bits} has been changed, by whomever; {@link #UNCOUNTED} where that can't be told. */
    int redefinitions() {
        return redefinitions.getAsInt();
    }

    /** Whether the class has been initialised, which it isn't by this. */
    boolean initialised(Class<?> other) {
        return initialised.test(other);
    }
}
