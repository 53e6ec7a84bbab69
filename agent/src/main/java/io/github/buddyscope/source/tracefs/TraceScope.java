// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

/** Whose allocations are traced. */
public enum TraceScope {
    /** Every task's. */
    HOST,
    /** Those of this JVM's threads, and of processes that it starts. */
    THIS_JVM
}
