// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.look;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.thread.Threads;
import io.github.buddyscope.wire.JvmJson;
import io.github.buddyscope.wire.JvmLook;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Answers one command until it goes, which the kernel tells however that ends. A daemon, which waits for nothing but the next
 * question: who asks without reading is left as soon as an answer finds no room, and who is silent after a while.
 */
final class Onlooker implements Runnable {
    private static final long JOIN_NANOS = 2_000_000_000L;

    private final Thread thread = Threads.daemon(this, "buddyscope-look");
    private final SocketLines lines;
    private final Supplier<JvmSample> sample;
    private final long silenceMillis;
    private volatile boolean ended;

    /** @param silenceMillis after which it is taken for gone */
    Onlooker(SocketLines lines, Supplier<JvmSample> sample, long silenceMillis) {
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
                lines.write(JvmJson.line(sample.get()));
            }
        } catch (IOException gone) {
            return;
        } catch (RuntimeException | Error nothingReachesTheService) {
            return; // the command sees the end of it and asks again
        }
    }

    void end() {
        ended = true;
        lines.wake();
        Threads.join(JOIN_NANOS, thread);
    }
}
