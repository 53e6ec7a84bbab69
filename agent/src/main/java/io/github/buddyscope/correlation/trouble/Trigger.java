// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

/** What opened an episode. */
public enum Trigger {
    /** A report in the kernel's log. */
    KERNEL_LOG,
    /** A request of this JVM's that failed, and that its caller wanted; the trace saw it and the log has no report of it. */
    TRACED_FAILURE,
    /** A collection pause of which a good part went into making memory; the log never tells of that. */
    STALLED_PAUSE
}
