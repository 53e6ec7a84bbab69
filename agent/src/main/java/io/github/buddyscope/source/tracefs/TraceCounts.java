// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

/**
 * What went through a trace so far.
 *
 * @param events events read
 * @param lost events that found no room in the kernel's buffer before they were read
 * @param dropped begins and ends of stalls without the other half, and findings that found no taker
 * @param unreadable lines that were none of a trace's
 * @param backgroundCompactions compactions of a zone by kcompactd or by hand
 * @param mixed blocks taken from another migrate type's list
 */
public record TraceCounts(
        long events, long lost, long dropped, long unreadable, long backgroundCompactions, long mixed) {
    public static final TraceCounts NONE = new TraceCounts(0, 0, 0, 0, 0, 0);
}
