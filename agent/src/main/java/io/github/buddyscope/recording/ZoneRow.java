// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * A zone's free blocks at one moment.
 *
 * @param largestOrder largest order with a free block; -1 where nothing is free
 * @param minBytes the min watermark; -1 where not known, as the others
 * @param blocks free blocks by order; the last number may stand for all orders from there on
 */
public record ZoneRow(
        long micros,
        int node,
        String zone,
        long freeBytes,
        int largestOrder,
        long minBytes,
        long lowBytes,
        long highBytes,
        int[] blocks) {}
