// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.List;

/**
 * One reservation that was picked.
 *
 * @param size bytes
 * @param interval bytes a sample when it was picked: a smaller size had a chance of {@code size / interval}
 * @param frames from the caller of the reservation point to the first that is neither the JDK's nor Netty's
 */
record Sample(long size, long interval, List<Frame> frames) {
    /** Bytes that it stands for: its size by its chance. */
    static long weight(long size, long interval) {
        return Math.max(size, interval);
    }

    long weight() {
        return weight(size, interval);
    }

    /** What it adds to the variance of the sum that its weight goes into, bytes squared. */
    double variance() {
        return size >= interval ? 0 : (double) interval * (interval - size);
    }
}
