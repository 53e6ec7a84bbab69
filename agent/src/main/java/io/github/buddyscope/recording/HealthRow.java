// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * The agent's account of itself.
 *
 * @param cpuNanos since its start; -1 where not known
 * @param sources each source and its state, with the reason where it isn't OK
 */
public record HealthRow(
        long micros, long sampleNanos, long cpuNanos, long linesRead, long linesLost, long dropped, String sources) {}
