// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
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
 * and two questions that only the JDK's own code may ask. Whether a class has been initialised, which it must not be by asking:
 *
 * <pre>{@code
 * public static boolean initialised(Class<?> type) {
 *     return !Unsafe.getUnsafe().shouldBeInitialized(type);
 * }
 * }</pre>
 *
 * and how often {@code Bits} has been changed since it was loaded, by a count that the JVM keeps for reflection's sake; an object
 * of the class answers it:
 *
 * <pre>{@code
 * private final long redefinitions = Unsafe.getUnsafe().objectFieldOffset(Class.class, "classRedefinedCount");
 *
 * public int getAsInt() {
 *     return Unsafe.getUnsafe().getIntVolatile(Bits.class, redefinitions);
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
            "yv66vgAAAD0AQgoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWCgAIAAkHAAoMAAsADAEAGGpkay9p"
                    + "bnRlcm5hbC9taXNjL1Vuc2FmZQEACWdldFVuc2FmZQEAHCgpTGpkay9pbnRlcm5hbC9taXNjL1Vuc2FmZTsHAA4BAA9qYXZhL2xhbmcv"
                    + "Q2xhc3MIABABABNjbGFzc1JlZGVmaW5lZENvdW50CgAIABIMABMAFAEAEW9iamVjdEZpZWxkT2Zmc2V0AQAmKExqYXZhL2xhbmcvQ2xh"
                    + "c3M7TGphdmEvbGFuZy9TdHJpbmc7KUoJABYAFwcAGAwAGQAaAQAfamF2YS9uaW8vQnVkZHlzY29wZVJlc2VydmF0aW9ucwEADXJlZGVm"
                    + "aW5pdGlvbnMBAAFKCgAcAB0HAB4MAB8AIAEAJmphdmEvdXRpbC9jb25jdXJyZW50L2F0b21pYy9BdG9taWNMb25nAQANY29tcGFyZUFu"
                    + "ZFNldAEABShKSilaCQAWACIMACMAJAEACW9uUmVzZXJ2ZQEAIUxqYXZhL3V0aWwvZnVuY3Rpb24vTG9uZ0NvbnN1bWVyOwsAJgAnBwAo"
                    + "DAApACoBAB9qYXZhL3V0aWwvZnVuY3Rpb24vTG9uZ0NvbnN1bWVyAQAGYWNjZXB0AQAEKEopVgcALAEAE2phdmEvbGFuZy9UaHJvd2Fi"
                    + "bGUKAAgALgwALwAwAQATc2hvdWxkQmVJbml0aWFsaXplZAEAFChMamF2YS9sYW5nL0NsYXNzOylaBwAyAQANamF2YS9uaW8vQml0cwoA"
                    + "CAA0DAA1ADYBAA5nZXRJbnRWb2xhdGlsZQEAFihMamF2YS9sYW5nL09iamVjdDtKKUkHADgBAB5qYXZhL3V0aWwvZnVuY3Rpb24vSW50"
                    + "U3VwcGxpZXIBAARDb2RlAQAIcmVzZXJ2ZWQBAC0oTGphdmEvdXRpbC9jb25jdXJyZW50L2F0b21pYy9BdG9taWNMb25nO0pKKVoBAA1T"
                    + "dGFja01hcFRhYmxlAQALaW5pdGlhbGlzZWQBAAlTaWduYXR1cmUBABcoTGphdmEvbGFuZy9DbGFzczwqPjspWgEACGdldEFzSW50AQAD"
                    + "KClJADEAFgACAAEANwACAEkAIwAkAAAAEgAZABoAAAAEAAEABQAGAAEAOQAAAB8ABAABAAAAEyq3AAEquAAHEg0SD7YAEbUAFbEAAAAA"
                    + "AAkAOgA7AAEAOQAAAFAABQAHAAAAKyofIbYAGzYFFQWZAB6yACE6BhkGxgANGQYhH2W5ACUDAKcABzoGBKwVBawAAQANACEAJAArAAEA"
                    + "PAAAAAsAA/wAIQFCBwArAwAJAD0AMAACADkAAAAnAAIAAQAAABC4AAcqtgAtmgAHBKcABAOsAAAAAQA8AAAABQACDkABAD4AAAACAD8A"
                    + "AQBAAEEAAQA5AAAAGQAEAAEAAAANuAAHEjEqtAAVtgAzrAAAAAAAAA==";

    /** Of a JVM that keeps no such count, or of a hook that an older agent left. */
    static final int UNCOUNTED = -1;

    private final Class<?> type;
    private final IntSupplier redefinitions;

    private HookClass(Class<?> type, IntSupplier redefinitions) {
        this.type = type;
        this.redefinitions = redefinitions;
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
        return new HookClass(type, counting(type));
    }

    private static IntSupplier counting(Class<?> type) {
        try {
            return type.getConstructor().newInstance() instanceof IntSupplier counting ? counting : null;
        } catch (ReflectiveOperationException noSuchCount) {
            return null;
        }
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }

    /** Who is told; null for nobody. */
    void tell(LongConsumer onReserve) throws ReflectiveOperationException {
        type.getField(ON_RESERVE).set(null, onReserve);
    }

    /** How often {@code java.nio.Bits} has been changed, by whomever; {@link #UNCOUNTED} where that can't be told. */
    int redefinitions() {
        return redefinitions == null ? UNCOUNTED : redefinitions.getAsInt();
    }

    /** Whether the class has been initialised, which it isn't by this. */
    boolean initialised(Class<?> other) throws ReflectiveOperationException {
        return (Boolean) type.getMethod(INITIALISED, Class.class).invoke(null, other);
    }
}
