// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;

/**
 * A kernel record with the gap before it, or a gap alone.
 *
 * @param read the number of the read that it came with
 * @param nanos {@link System#nanoTime()} right after that
 */
record Arrived(KmsgRecord record, long lostBefore, long read, long nanos) {
    /** Only wakes whoever waits for records. */
    static final Arrived WAKE = new Arrived(null, 0, 0, 0);

    /** A record behind that with the number {@code last}, -1 for none; null for a user's without a gap before it. */
    static Arrived of(KmsgRecord record, long last, long read, long nanos) {
        long lost = last < 0 ? 0 : Math.max(0, record.sequence() - last - 1);
        return record.fromKernel() || lost > 0
                ? new Arrived(record.fromKernel() ? record : null, lost, read, nanos)
                : null;
    }
}
