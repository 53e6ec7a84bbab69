// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

/**
 * Recognises kernel records that the journal holds twice: a journald that lost its place, which it keeps under {@code /run},
 * reads the kernel's ring from the beginning again. Only a record whose stamp lies behind the newest is suspected, and
 * what follows it until the newest is reached again. The last {@value #MOST} are remembered; a ring of the usual size holds
 * fewer. For one thread.
 */
final class SeenRecords {
    private static final int MOST = 8192;
    private static final long BEHIND_MICROS = 10_000; // the stamps of two processors may be out of order by less

    private final long[] prints = new long[MOST];
    private int count;
    private long newest = Long.MIN_VALUE;
    private boolean rereading;

    /** Whether this record was given before; remembers it where it wasn't. */
    boolean again(long stampMicros, String text) {
        long print = (stampMicros * 31 + text.hashCode()) * 0x9E3779B97F4A7C15L;
        boolean suspect = rereading || stampMicros < newest - BEHIND_MICROS;
        boolean again = suspect && remembered(print);
        rereading = stampMicros <= newest && (rereading || again);
        newest = Math.max(newest, stampMicros);
        if (!again) {
            prints[count++ % MOST] = print;
            count = count == 2 * MOST ? MOST : count;
        }
        return again;
    }

    private boolean remembered(long print) {
        for (int i = Math.min(count, MOST) - 1; i >= 0; i--) {
            if (prints[i] == print) {
                return true;
            }
        }
        return false;
    }
}
