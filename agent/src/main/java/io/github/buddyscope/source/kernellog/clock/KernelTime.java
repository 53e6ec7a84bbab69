// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.time.Instant;

/**
 * When something happened, as well as can be told.
 *
 * @param nanos {@link System#nanoTime()} scale
 * @param time the same as wall-clock time
 * @param errorNanos the true time is at most this far from both
 */
public record KernelTime(long nanos, Instant time, long errorNanos) {}
