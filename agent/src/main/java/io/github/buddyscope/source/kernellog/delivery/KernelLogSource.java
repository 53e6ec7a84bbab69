// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.LogClock;

/** A kernel log that is read as it grows, on a daemon thread of the source's own. */
public interface KernelLogSource extends AutoCloseable {
    /** A short stable name: {@code kmsg}, {@code file:/var/log/kern.log}, {@code none}. */
    String name();

    /**
     * Begins to read, in the background: returns at once and reports a log that can't be read through {@link #state()}.
     *
     * @throws IllegalStateException when started before
     */
    void start(KernelLogSink sink);

    /** To be called before the start: what the log already held then may be kept, unread, until it's {@link #tellPast told}. */
    default void holdPast() {}

    /** Has what is held of the log's past handed to the sink, soon; by itself a source does so before the first live line. By any thread. */
    default void tellPast() {}

    /** What can be read at present, and the exact step that would grant what can't. */
    SourceState state();

    /** Places this source's lines in time. */
    LogClock clock();

    /** Whether it's to be looked at a few times a second. */
    default boolean wantsLooks() {
        return false;
    }

    /**
     * Looks how it stands with the log, which costs some microseconds. A source that is looked at by somebody doesn't wake by
     * itself for it. By one thread at a time.
     */
    default void look() {}

    /** Lines of the kernel's handed to the sink so far, or held for it; a record that is held counts as one. */
    long linesRead();

    /** Lines known to be lost so far. */
    long linesLost();

    /**
     * Ends the thread and waits for it, two seconds at most. May be called from any thread, a sink's call included, at
     * any time and more than once. Nothing is handed on after it has returned, but where a sink's call was still under
     * way.
     */
    @Override
    void close();
}
