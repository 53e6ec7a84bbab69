// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * A memory zone of a NUMA node, named as the kernel prints it.
 *
 * @param node NUMA node, 0 where the kernel prints none (built without {@code CONFIG_NUMA})
 * @param zone {@code DMA}, {@code DMA32}, {@code Normal}, {@code HighMem}, {@code Movable} or {@code Device}
 */
public record ZoneId(int node, String zone) {
    @Override
    public String toString() {
        return "Node " + node + " " + zone;
    }
}
