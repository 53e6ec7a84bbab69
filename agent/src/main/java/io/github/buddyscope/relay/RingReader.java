// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Message.Lost;
import io.github.buddyscope.wire.MessageWriter;

/** How far one reader has come in a {@link Ring}. For one thread. */
final class RingReader {
    private final Ring ring;
    private final String what;
    private final String why;
    private long next;

    /**
     * @param what is lost where the ring has forgotten what comes next, as {@link Lost} calls it
     * @param why it's lost then
     */
    RingReader(Ring ring, String what, String why) {
        this.ring = ring;
        this.what = what;
        this.why = why;
    }

    /** Number of the entry that comes next. */
    long next() {
        return next;
    }

    /** From there on. */
    void next(long n) {
        next = n;
    }

    /** The next line, as that process gets it, or how many entries were lost; null where there is none now. */
    byte[] line(HostProcess reader) {
        long first = ring.first();
        if (next < first) {
            long lost = first - next;
            next = first;
            return MessageWriter.line(new Lost(what, lost, why));
        }
        Ring.Entry entry = ring.get(next);
        if (entry == null) {
            return null;
        }
        next++;
        return entry.lineFor(reader);
    }
}
