// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

/**
 * What became of the failures that the kernel's log told of since the start: {@code received} is the sum of the next two, but for
 * those on their way between two threads.
 *
 * @param received failure reports in the log; a line that counts repetitions is one
 * @param published those that became events, counts and notifications
 * @param dropped those that came too many at a time, in a flood
 * @param linesPassedOver lines read in a flood, in which only the beginnings of reports were counted
 */
public record LogAccount(long received, long published, long dropped, long linesPassedOver) {
    /** Before anything was read. */
    public static final LogAccount NONE = new LogAccount(0, 0, 0, 0);
}
