// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

/**
 * Writes an event for one large reservation, on the thread that made it, so that the event has its stack. Never throws.
 * Until JFR is in use, {@link #record} is the read of one field.
 */
public final class DirectAllocationRecorder {
    private volatile boolean open;

    DirectAllocationRecorder() {}

    /** The first use of the event happens here: on the service's thread, its stack may end in the middle of it. */
    void open() {
        DirectAllocationEvents.enabled();
        open = true;
    }

    void close() {
        open = false;
    }

    /** Whether a recording wants the event; to be asked before {@code poolUsed} is worked out. */
    public boolean enabled() {
        return open && DirectAllocationEvents.enabled();
    }

    /**
     * @param bytes bytes reserved
     * @param poolUsed memory that the JVM uses for the direct pool after it, bytes; -1 where not known
     */
    public void record(long bytes, long poolUsed) {
        if (open) {
            DirectAllocationEvents.write(bytes, poolUsed);
        }
    }
}
