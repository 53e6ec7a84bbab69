// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * A failed attempt to allocate pages that the kernel's trace saw.
 *
 * @param meaning {@code FIRST_TRY}, {@code OPTIONAL}, {@code ACCOUNTED} or {@code REPORTED}
 * @param stalledNanos how long the task was seen in reclaim and compaction on the way to it
 */
public record TracedAttempt(
        long micros,
        int order,
        String gfpFlags,
        String meaning,
        String reason,
        long stalledNanos,
        String task,
        long taskId,
        boolean inThisJvm,
        String javaThread,
        String threadKind) {
    /** Whether a request failed of which the log doesn't tell. A first try is none: another of the same request follows. */
    public boolean silent() {
        return !reported() && !"FIRST_TRY".equals(meaning);
    }

    /** Whether the log tells of it, but for the kernel's rate limit. */
    public boolean reported() {
        return "REPORTED".equals(meaning);
    }
}
