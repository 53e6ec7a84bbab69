// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

/**
 * What the trace can see of this JVM's own threads.
 *
 * @param ownSinceNanos since when it sees their stalls, {@link System#nanoTime()} scale; {@link Long#MAX_VALUE} for not at all
 * @param lostNanos when it last lost something; {@link Long#MIN_VALUE} for never
 * @param remedy what would let it see them; empty where it does, or nothing is known to help
 */
public record TraceSight(long ownSinceNanos, long lostNanos, String remedy) {
    /** No trace is wanted. */
    public static final TraceSight NONE = new TraceSight(Long.MAX_VALUE, Long.MIN_VALUE, "trace=on as root shows it");

    /** Whether all stalls of this JVM's threads from that moment on were seen. */
    public boolean covers(long fromNanos) {
        return ownSinceNanos != Long.MAX_VALUE
                && ownSinceNanos - fromNanos <= 0
                && (lostNanos == Long.MIN_VALUE || lostNanos - fromNanos < 0);
    }
}
