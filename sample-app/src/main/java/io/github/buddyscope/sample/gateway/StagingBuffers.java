// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Direct memory of 1, 2, 4 or 8 MiB that a document is worked on in, given back in turn in each of the ways that
 * services use.
 */
final class StagingBuffers {
    private static final int LEAST_BYTES = 1 << 20;
    private static final int MOST_KEPT = 4;

    /** How a buffer goes when its document is done. */
    enum Release {
        KEPT("kept", "kept for a later document"),
        AT_ONCE("freedAtOnce", "freed at once"),
        BY_CLEANER("leftToCollector", "left to the garbage collector");

        private final String key;
        private final String words;

        Release(String key, String words) {
            this.key = key;
            this.words = words;
        }

        String inWords() {
            return words;
        }
    }

    /** A buffer on loan until it is closed. */
    record Lease(ByteBuffer buffer, int capacity, Release release, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    private final BlockingQueue<ByteBuffer> kept = new ArrayBlockingQueue<>(MOST_KEPT);
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLongArray leases = new AtomicLongArray(Release.values().length);

    Lease lease(int bytes) {
        int capacity = Math.max(LEAST_BYTES, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1);
        Release release = Release.values()[Math.floorMod(turn.getAndIncrement(), Release.values().length)];
        leases.incrementAndGet(release.ordinal());
        return switch (release) {
            case KEPT -> keptLease(capacity);
            case AT_ONCE -> {
                ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
                yield new Lease(buffer.nioBuffer(0, capacity), capacity, release, buffer::release);
            }
            case BY_CLEANER -> new Lease(ByteBuffer.allocateDirect(capacity), capacity, release, () -> {});
        };
    }

    private Lease keptLease(int capacity) {
        ByteBuffer found = kept.poll();
        ByteBuffer buffer =
                found != null && found.capacity() >= capacity ? found.clear() : ByteBuffer.allocateDirect(capacity);
        return new Lease(buffer, buffer.capacity(), Release.KEPT, () -> kept.offer(buffer));
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        for (Release release : Release.values()) {
            json.put(release.key, leases.get(release.ordinal()));
        }
        return json;
    }
}
