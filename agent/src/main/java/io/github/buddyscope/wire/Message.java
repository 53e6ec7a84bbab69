// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.SourceState;

/**
 * What is said over the socket, a line each; docs/relay-protocol.md has them in words. All times are nanoseconds of the
 * host's CLOCK_MONOTONIC.
 */
public sealed interface Message {
    /**
     * The agent's first line.
     *
     * @param version of the protocol that it speaks
     * @param least oldest version that it can talk to
     * @param software its own version
     * @param pid its process as its own /proc numbers it; null where it proves nothing
     * @param tid the thread that it will name, same numbering
     * @param kernel whether it wants the kernel log's failures
     * @param trace whether it wants what is traced
     * @param position null for one that comes for the first time
     */
    record Hello(
            int version,
            int least,
            String software,
            Integer pid,
            Integer tid,
            boolean kernel,
            boolean trace,
            Position position)
            implements Message {}

    /**
     * What an agent has had already.
     *
     * @param boot the host's boot id that it belongs to
     * @param seq the last failure's number in the kernel's log; -1 for none
     * @param lines the last record of the kernel's log that a relay was known to have read; -1 for none
     * @param run the relay's run that the next belongs to
     * @param n the last traced finding's number in that run; -1 where there was none, null where it didn't listen to them
     */
    record Position(String boot, long seq, long lines, String run, Long n) {}

    /** The agent has given its thread the name that the challenge of that step asks for. */
    record Named(int step) implements Message {}

    /**
     * The relay's first line.
     *
     * @param boot the host's boot id; kernel log numbers begin anew with each
     * @param run of this relay: traced findings are numbered anew with each
     * @param showsTasks whether it shows every task's name and id to everyone
     */
    record Greeting(int version, int least, String software, String boot, String run, boolean showsTasks)
            implements Message {}

    /** @param name what the thread is to be called: {@value Nonce#BYTES} bytes in hex */
    record Challenge(int step, String name) implements Message {}

    /** Whether the relay knows whose process the agent is in, and why not. */
    record Identity(boolean proven, String why) implements Message {}

    /** One of the relay's own sources. */
    record Source(SourceState state) implements Message {}

    /**
     * A failure of the kernel's log.
     *
     * @param seq number of its header's record in the kernel's log
     * @param live whether the relay read it as it came
     * @param thread name of the agent's own thread whose it was, as the relay found it in /proc; null where it was none
     * @param report what is withheld is absent
     */
    record Failure(long seq, long nanos, long errorNanos, boolean live, String thread, FailureReport report)
            implements Message {}

    /** A failed attempt that was traced. */
    record Attempt(long n, String thread, AllocationFailure failure) implements Message {}

    /** A stall that was traced. */
    record Stalled(long n, String thread, AllocationStall stall) implements Message {}

    /**
     * What the relay has read since its start; sent every few seconds.
     *
     * @param lines of the kernel's log
     * @param at number of the last one's record; -1 for none
     * @param sinceNanos when tracing began; 0 where there is none
     * @param failures whether failed attempts are traced
     */
    record Counts(
            long lines,
            long linesLost,
            long at,
            long sinceNanos,
            boolean failures,
            long events,
            long eventsLost,
            long eventsDropped,
            long mixed)
            implements Message {}

    /**
     * Something that this agent will not get.
     *
     * @param what {@link #LINES}, {@link #FAILURES} or {@link #TRACE}
     * @param count how many at most
     */
    record Lost(String what, long count, String why) implements Message {
        public static final String LINES = "lines";
        public static final String FAILURES = "failures";
        public static final String TRACE = "trace";
    }

    /**
     * All that was there before has been sent; what follows is new.
     *
     * @param n number of the last traced finding before the next; null where none is wanted
     */
    record Present(Long n) implements Message {}

    /**
     * The relay ends this connection.
     *
     * @param retrySeconds not to be back before; 0 where it doesn't say
     */
    record Refused(String why, int retrySeconds) implements Message {}
}
