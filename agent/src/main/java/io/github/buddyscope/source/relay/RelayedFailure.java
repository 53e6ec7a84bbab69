// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.FailureReport;

/**
 * A failure that a relay told of.
 *
 * @param report without what the relay withholds; ids are those of this JVM's own pid namespace
 * @param nanos when it happened, {@link System#nanoTime()} scale
 * @param errorNanos bound on the error of that
 * @param live false for what happened before this JVM listened, as far as can be told
 * @param thread name of this JVM's thread whose it was, 15 bytes at most; null where it was none
 * @param proven whether the relay knew which threads are this JVM's
 */
public record RelayedFailure(
        FailureReport report, long nanos, long errorNanos, boolean live, String thread, boolean proven) {}
