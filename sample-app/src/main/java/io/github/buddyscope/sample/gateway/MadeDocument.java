// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A document of the asked size that compresses to about half, like much that people upload. */
final class MadeDocument {
    private static final int DIFFERENT_ONES = 512;
    private static final long LOW_NIBBLES = 0x0f0f_0f0f_0f0f_0f0fL;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private MadeDocument() {}

    /** The caller releases it. */
    static ByteBuf of(int bytes, ByteBufAllocator pool) {
        SplittableRandom content = new SplittableRandom(NEXT.getAndIncrement() & DIFFERENT_ONES - 1);
        ByteBuf document = pool.directBuffer(bytes, bytes);
        for (int i = 0; i < bytes; i += Long.BYTES) {
            document.writeLong(content.nextLong() & LOW_NIBBLES);
        }
        return document;
    }
}
