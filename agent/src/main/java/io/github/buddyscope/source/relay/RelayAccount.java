// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.SourceState;

/**
 * What a relay has said of itself and of its sources, as far as it concerns this agent.
 *
 * @param kernel state of its kernel log, named {@code relay:kmsg}; null before it told
 * @param trace state of its trace, named {@code relay:tracefs}; null before it told
 * @param proven whether it knows which tasks are this JVM's
 * @param why why it doesn't; empty where it does
 * @param lines of the kernel's log that it has read since this agent listens
 * @param linesLost of those that were gone before it could, and what this agent didn't get
 * @param tracedSinceNanos from when on this agent is told what is traced, {@link System#nanoTime()} scale; 0 where it isn't
 * @param ownSinceNanos from when on it's told which of that was its own, same scale; 0 where it isn't
 * @param tracesFailures whether failed attempts are traced, not stalls alone
 * @param events of the trace since then
 * @param eventsLost of those that found no room in the kernel's buffer, and findings that this agent didn't get
 * @param eventsDropped as {@code TraceCounts} has them
 * @param mixed likewise
 * @param untracedNanos for how long nobody traced, between one relay's end and another's begin
 */
public record RelayAccount(
        SourceState kernel,
        SourceState trace,
        boolean proven,
        String why,
        long lines,
        long linesLost,
        long tracedSinceNanos,
        long ownSinceNanos,
        boolean tracesFailures,
        long events,
        long eventsLost,
        long eventsDropped,
        long mixed,
        long untracedNanos) {
    static final RelayAccount NONE = new RelayAccount(null, null, false, "", 0, 0, 0, 0, false, 0, 0, 0, 0, 0);
}
