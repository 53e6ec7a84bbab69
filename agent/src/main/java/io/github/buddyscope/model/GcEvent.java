// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * One garbage collection as its MXBean notified it.
 *
 * @param collector the bean's name, e.g. {@code G1 Young Generation}
 * @param cause e.g. {@code G1 Evacuation Pause}
 * @param id the collector's own counter
 * @param startNanos begin, {@link System#nanoTime()} scale
 * @param endNanos end, same scale
 * @param pause false for a concurrent cycle, whose duration is no pause
 * @param heapBefore used bytes of all heap pools
 * @param heapAfter used bytes of all heap pools
 * @param committedBefore committed bytes of all heap pools; growth makes the kernel find pages
 * @param committedAfter committed bytes of all heap pools
 * @param errorNanos bound on the error of begin and end: the JVM reports whole milliseconds since its start
 */
public record GcEvent(
        String collector,
        String cause,
        long id,
        long startNanos,
        long endNanos,
        boolean pause,
        long heapBefore,
        long heapAfter,
        long committedBefore,
        long committedAfter,
        long errorNanos) {
    public long durationNanos() {
        return endNanos - startNanos;
    }
}
