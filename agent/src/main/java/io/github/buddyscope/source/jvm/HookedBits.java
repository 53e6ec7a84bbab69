// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.source.guest.HeapRoom;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.TimeUnit;

/**
 * {@code java.nio.Bits} with the call of the hook in it. The transformer is registered only while it is put there or taken
 * out: one that stays is called for each class that the service loads, which costs time at its start, and prints an
 * assertion for each while there is no heap. So another agent that changes the class anew takes the call out of it, what the JVM
 * counts; it is put back with the next look. Where the JVM doesn't count, the transformer stays.
 */
final class HookedBits {
    /** The room that the class file takes, a few times over. */
    private static final long ROOM = 64 << 10;

    /** Where the call is taken out over and over, each time is waited for twice as long, to this. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Instrumentation instrumentation;
    private final HookClass hook;
    private final Class<?> bits;
    private BitsTransformer transformer = new BitsTransformer();
    private boolean stays;
    private int redefinitions;
    private int losses;
    private long intactNanos;
    private long lostNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long backNanos;

    HookedBits(Instrumentation instrumentation, HookClass hook) throws ClassNotFoundException {
        this.instrumentation = instrumentation;
        this.hook = hook;
        this.bits = Class.forName(BitsTransformer.BITS.replace('/', '.'), false, null);
    }

    /** Puts the call there; {@link #transformer} tells what came of it. */
    void put() throws UnmodifiableClassException {
        int before = hook.redefinitions();
        stays = before == HookClass.UNCOUNTED;
        transformer = new BitsTransformer();
        instrumentation.addTransformer(transformer, true);
        try {
            instrumentation.retransformClasses(bits);
        } finally {
            if (!stays) {
                instrumentation.removeTransformer(transformer);
            }
        }
        redefinitions =
                before + 1; // more, and somebody else has changed it at the same time: the next look puts it again
        intactNanos = System.nanoTime();
        backNanos = intactNanos;
    }

    /** What the last change came to. */
    BitsTransformer transformer() {
        return transformer;
    }

    /** Puts the call back where somebody has taken it out; cheap where nobody has. Whether it was put back. */
    boolean look() throws UnmodifiableClassException {
        long now = System.nanoTime();
        if (stays || hook.redefinitions() == redefinitions) {
            intactNanos = now;
            return false;
        }
        if (now - backNanos < pauseNanos || !HeapRoom.has(ROOM)) {
            return false;
        }
        boolean again = now - backNanos < LONGEST_PAUSE_NANOS;
        pauseNanos = again ? Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS) : FIRST_PAUSE_NANOS;
        long before = intactNanos;
        put();
        losses++;
        lostNanos += intactNanos - before;
        return true;
    }

    /** Somebody has taken it out, and it isn't back. */
    boolean isOut() {
        return !stays && hook.redefinitions() != redefinitions;
    }

    /** How often it was put back. */
    int losses() {
        return losses;
    }

    /** For how long at most it wasn't there, all times together, ns. */
    long lostNanos() {
        return lostNanos;
    }

    /** Gives the class back as it was. */
    void takeOut() throws UnmodifiableClassException {
        instrumentation.removeTransformer(transformer);
        instrumentation.retransformClasses(bits);
    }
}
