// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.DirectActivity;

/**
 * A place where findings go. Called on the agent's own threads, one call at a time, never on the service's; an exception
 * is counted and does not reach the other publishers.
 */
public interface Publisher extends AutoCloseable {
    /** The host was sampled: {@code latest}, the same object each time, tells. */
    void host(LatestHost latest);

    void direct(DirectActivity activity);

    void failure(KernelFailure failure);

    void verdict(Verdict verdict);

    /** Once a minute and activity. */
    default void association(Association association) {}

    /** A failed attempt that the trace saw, in the log or not. */
    default void traced(TracedFailure failure) {}

    default void stalled(TracedStall stall) {}

    /** A collection pause with stalls of this JVM's in it. */
    default void pause(PauseStalls pause) {}

    /** Every period, where a trace is wanted. */
    default void trace(TraceAccount account) {}

    /** What became of the failures that the log told of, once a period. */
    default void log(LogAccount account) {}

    void health(AgentHealth health);

    /** Makes what it would show of these, and shows it to nobody: what that takes is there then when it's needed. */
    default void rehearse(KernelFailure failure, Verdict verdict) {}

    /** Takes back all that was registered. */
    @Override
    void close();
}
