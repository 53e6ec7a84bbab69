// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

/**
 * Recognises kernel records that the journal holds twice: a journald that lost its place, which it keeps under {@code /run},
 * reads the kernel's ring from the beginning again. Only a record whose stamp lies behind the newest is suspected, and the
 * last {@value #SLOTS} or so are remembered. For one thread.
 */
final class SeenRecords {
    private static final int SLOTS = 8192; // a power of two; a ring of the usual size holds fewer records
    private static final long BEHIND_MICROS = 10_000; // the stamps of two processors may be out of order by less

    private final long[] seen = new long[SLOTS];
    private long newest = Long.MIN_VALUE;
    private boolean rereading;

    /** Whether this record was given before; remembers it where it wasn't. */
    boolean again(long stampMicros, String text) {
        long print = (stampMicros * 31 + text.hashCode()) * 0x9E3779B97F4A7C15L | 1;
        int slot = (int) (print >>> 51);
        boolean suspect = rereading || stampMicros < newest - BEHIND_MICROS;
        boolean again = suspect && seen[slot] == print;
        rereading = stampMicros <= newest && (rereading || again);
        seen[slot] = print;
        newest = Math.max(newest, stampMicros);
        return again;
    }
}
