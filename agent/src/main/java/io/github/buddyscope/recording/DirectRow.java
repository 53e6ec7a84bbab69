// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * Direct memory over one period.
 *
 * @param bytes reserved in the period; -1 where reservations aren't watched, as {@code released} and {@code largest}
 */
public record DirectRow(
        long micros,
        long periodNanos,
        int allocations,
        long bytes,
        long released,
        long largest,
        long poolUsed,
        long poolLimit,
        String topSite) {}
