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
    // equals and hashCode are written out because a record's own are linked at run time when first called, which costs
    // milliseconds in the service's start
    @Override
    public boolean equals(Object other) {
        return other instanceof ZoneId that && node == that.node && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * node + zone.hashCode();
    }

    @Override
    public String toString() {
        return "Node " + node + " " + zone;
    }
}
