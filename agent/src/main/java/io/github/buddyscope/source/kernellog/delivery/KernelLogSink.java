// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.KernelLine;

/**
 * Where a {@link KernelLogSource} hands what it read. All calls come from one thread, the source's own, one at a time.
 * What a sink throws is counted and forgotten: it never ends the source.
 */
public interface KernelLogSink {
    /** The next line of the kernel's, in the order of the log. Its arrival is never null. */
    void line(KernelLine line);

    /**
     * Nothing more is to be read right now. Called when the log has been read to its end after start and after every
     * burst of lines, and once more when about a second has gone by without another line. The kernel may still be in
     * the middle of a report at the first of the two; at the second it hardly is.
     */
    void idle();

    /**
     * After how many nanoseconds without another line {@link #settle} is to be called; {@link Long#MAX_VALUE} where it
     * needn't. Asked after every call of the others.
     */
    default long settleNanos() {
        return Long.MAX_VALUE;
    }

    /** Nothing more is to be read right now, and nothing has come for about as long as {@link #settleNanos} asked. */
    default void settle() {}

    /** Whether more has come than this sink reads, so that what comes next may as well come later, or not at all. */
    default boolean floods() {
        return false;
    }

    /** A line of those that were {@link #lost} in a flood, in which a report may begin. It comes out of turn, to be counted. */
    default void skipped(KernelLine line) {}

    /**
     * Lines were lost between the last {@link #line} and the next.
     *
     * @param lines how many at most; 0 where nobody can tell how many, if any
     * @param why in plain words
     */
    void lost(long lines, String why);
}
