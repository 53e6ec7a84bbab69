// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

/**
 * What this JVM took of the host's memory in the time before a trouble.
 *
 * @param lengthNanos of that time
 * @param bytes by which its resident memory grew, less than 0 where it shrank
 * @param directBytes reserved for direct buffers meanwhile; -1 where not watched
 * @param heapGrowth bytes by which the committed heap grew; less than 0 where it shrank or isn't known
 * @param windows earlier windows of that length that are known
 * @param smaller of those, the ones in which it took less
 * @param lost what the host lost meanwhile; null where not known
 */
public record Taking(
        long lengthNanos, long bytes, long directBytes, long heapGrowth, int windows, int smaller, HostLoss lost) {
    /** Share of what the host lost, 0 and up; NaN where it lost nothing or that isn't known. */
    public double share() {
        return lost == null || lost.bytes() <= 0 ? Double.NaN : (double) Math.max(0, bytes) / lost.bytes();
    }
}
