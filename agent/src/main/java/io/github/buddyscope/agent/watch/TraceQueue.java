// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.source.jvm.KnownTasks.Own;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** Failures and stalls on their way from the thread that reads the trace to the agent's. */
final class TraceQueue {
    private static final int MOST = 32_768;
    private static final int MOST_FLAGS = 256;

    /** A failure or a stall, and whose it was; null where it was none of this JVM's. */
    private record Found(AllocationFailure failure, AllocationStall stall, Own own) {}

    private final BlockingQueue<Found> queue = new ArrayBlockingQueue<>(MOST);
    private final Map<String, AttemptMeaning> meanings = new HashMap<>();
    private volatile long dropped;
    private volatile long refused; // the agent's thread's

    /** @param own null where it was none of this JVM's threads; by one thread at a time, as the other */
    void offer(AllocationFailure failure, Own own) {
        offer(new Found(failure, null, own));
    }

    /** @param own null where it was none of this JVM's threads; by one thread at a time, as the other */
    void offer(AllocationStall stall, Own own) {
        offer(new Found(null, stall, own));
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // by one thread at a time
    private void offer(Found found) {
        if (!queue.offer(found)) {
            dropped++;
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Hands on what has come in, each to one of the two. On the agent's thread. */
    void drain(long now, Consumer<TracedFailure> failures, Consumer<TracedStall> stalls) {
        Instant wall = Instant.now();
        for (int left = MOST; left > 0; left--) {
            Found found = queue.poll();
            if (found == null) {
                break;
            }
            boolean taken = false;
            try {
                if (found.failure != null) {
                    failures.accept(traced(found, wall.plusNanos(found.failure.nanos() - now)));
                } else {
                    stalls.accept(stalled(found, wall.plusNanos(found.stall.beginNanos() - now)));
                }
                taken = true;
            } finally {
                refused += taken ? 0 : 1;
            }
        }
    }

    private TracedFailure traced(Found found, Instant time) {
        Own own = found.own;
        return new TracedFailure(
                found.failure,
                time,
                own != null,
                own == null ? null : own.name(),
                own == null ? null : own.kind(),
                meaning(found.failure.gfpFlags()));
    }

    private AttemptMeaning meaning(String flags) {
        if (meanings.size() >= MOST_FLAGS) {
            meanings.clear();
        }
        return meanings.computeIfAbsent(flags == null ? "" : flags, any -> AttemptMeaning.of(flags));
    }

    private static TracedStall stalled(Found found, Instant time) {
        Own own = found.own;
        return new TracedStall(
                found.stall, time, own != null, own == null ? null : own.name(), own == null ? null : own.kind());
    }

    /** Those that found no room, or whose taker failed. */
    long dropped() {
        return dropped + refused;
    }
}
