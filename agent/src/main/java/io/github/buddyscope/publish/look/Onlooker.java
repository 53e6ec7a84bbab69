// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.look;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.thread.Threads;
import io.github.buddyscope.wire.JvmJson;
import io.github.buddyscope.wire.JvmLook;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers one command until it goes, which the kernel tells however that ends. A daemon, which waits for nothing but the next
 * question: who asks without reading is left as soon as an answer finds no room, and who is silent after a while.
 */
final class Onlooker implements Runnable {
    private static final long ROOM_NANOS = 2_000_000_000L;
    private static final long BREATH_NANOS = 50_000_000;
    private static final long JOIN_NANOS = 2_000_000_000L;

    private final Thread thread = Threads.daemon(this, "buddyscope-look");
    private final SocketLines lines;
    private final Supplier<JvmSample> sample;
    private final BooleanSupplier room;
    private final long silenceMillis;
    private volatile boolean ended;

    /**
     * @param room whether the heap has any, for an answer
     * @param silenceMillis after which it is taken for gone
     */
    Onlooker(SocketLines lines, Supplier<JvmSample> sample, BooleanSupplier room, long silenceMillis) {
        this.room = room;
        this.silenceMillis = silenceMillis;
        this.lines = lines;
        this.sample = sample;
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void run() {
        try (lines) {
            while (!ended) {
                String line = lines.next(silenceMillis);
                if (!JvmLook.ASK.equals(line)) {
                    return; // no command of ours, or none that asks any more
                }
                if (!awaitRoom()) {
                    return;
                }
                lines.write(JvmJson.line(sample.get()));
            }
        } catch (IOException gone) {
            return;
        } catch (RuntimeException | Error nothingReachesTheService) {
            return; // the command sees the end of it and asks again
        }
    }

    /** False where the heap stays full: the command does with what it sees from outside, and comes again. */
    private boolean awaitRoom() {
        long begin = System.nanoTime();
        while (!ended && !room.getAsBoolean()) {
            if (System.nanoTime() - begin >= ROOM_NANOS) {
                return false;
            }
            LockSupport.parkNanos(this, BREATH_NANOS);
        }
        return !ended;
    }

    void end() {
        ended = true;
        lines.wake();
        Threads.join(JOIN_NANOS, thread);
    }
}
