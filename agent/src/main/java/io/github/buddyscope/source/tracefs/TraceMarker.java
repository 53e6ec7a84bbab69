// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Keeps a line of ours in an instance, through its {@code trace_marker} (Documentation/trace/ftrace.rst): {@code
 * tracing_mark_write: .}, one at a time, which is no event and so isn't counted as one. What the kernel counts as lost
 * may have a mark among it, which {@link #lost} tells. For one thread, but for that.
 */
final class TraceMarker implements Closeable {
    private final OutputStream file;
    private boolean there;
    private long lostBefore;
    private volatile long lost;

    /** @param file null where nothing can be put */
    TraceMarker(OutputStream file) {
        this.file = file;
    }

    static TraceMarker of(Path file) {
        try {
            return new TraceMarker(new FileOutputStream(file.toFile(), true));
        } catch (IOException | RuntimeException refused) {
            return new TraceMarker(null);
        }
    }

    /**
     * Sees to it that there's something to read.
     *
     * @param lostSoFar what the kernel says
     * @return whether there is: not while somebody has switched the instance off
     */
    boolean mark(long lostSoFar) {
        if (there || file == null) {
            return there;
        }
        try {
            file.write('.');
            there = true;
            lostBefore = lostSoFar;
        } catch (IOException e) {
            there = false;
        }
        return there;
    }

    /** It was read. */
    void seen() {
        there = false;
    }

    /** All was read: where the mark wasn't among it, there's none any more. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    void drained(long lostSoFar) {
        if (there && lostSoFar > lostBefore) {
            lost++;
        }
        there = false;
    }

    /** Marks among what the kernel lost. */
    long lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
