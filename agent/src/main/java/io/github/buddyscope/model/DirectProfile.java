// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * What single reservations of direct memory look like: their sizes, each of them counted, and their sites, sampled.
 *
 * @param sizes reservations since the start by size, a power of two each: index i has those above 2^(i-1) and up to 2^i
 *     bytes, index 0 those of 0 and 1 byte
 * @param periodSizes the same of the last period
 * @param sites the sites with most bytes, most first
 * @param other all that isn't in {@code sites}: smaller sites, those that found no room in the table, and samples that
 *     couldn't be taken
 * @param sampleInterval bytes a sample at present: reservations from this size on are sampled each, smaller ones with a
 *     chance of their size to it
 */
public record DirectProfile(
        long[] sizes, long[] periodSizes, List<DirectSite> sites, DirectSite other, long sampleInterval) {
    /** Bytes of all sites since the start, estimated: what a site's share is of. */
    public long sampledBytes() {
        long sum = other.bytes();
        for (DirectSite site : sites) {
            sum += site.bytes();
        }
        return sum;
    }
}
