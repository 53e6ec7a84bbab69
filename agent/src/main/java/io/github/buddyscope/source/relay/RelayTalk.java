// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Attempt;
import io.github.buddyscope.wire.Message.Challenge;
import io.github.buddyscope.wire.Message.Counts;
import io.github.buddyscope.wire.Message.Failure;
import io.github.buddyscope.wire.Message.Greeting;
import io.github.buddyscope.wire.Message.Identity;
import io.github.buddyscope.wire.Message.Lost;
import io.github.buddyscope.wire.Message.Named;
import io.github.buddyscope.wire.Message.Position;
import io.github.buddyscope.wire.Message.Present;
import io.github.buddyscope.wire.Message.Refused;
import io.github.buddyscope.wire.Message.Source;
import io.github.buddyscope.wire.Message.Stalled;
import io.github.buddyscope.wire.Protocol;
import io.github.buddyscope.wire.Refusal;

/**
 * What a relay says, taken for what it's worth, over all connections to it and its successors: nothing is handed on twice.
 * On the client's thread, but for {@link #account}.
 */
final class RelayTalk {
    private static final String GONE = "no relay tells at present";
    private static final String TEXT_WITHHELD = "(the relay withholds the report's text)";

    private final RelaySink sink;
    private final OwnClock clock;
    private final RelayTally tally;
    private final long beganNanos = System.nanoTime();
    private volatile RelayAccount account = RelayAccount.NONE;

    private String boot = "";
    private String run = "";
    private long seq = -1;
    private Long n; // null before it listens to a trace

    private boolean present;
    private int retrySeconds;
    private SourceState kernel;
    private SourceState trace;
    private boolean proven;
    private boolean unknown; // some were told without it being known whose they were
    private long ownSince;
    private String why = "";

    RelayTalk(RelaySink sink, long namespaceNanos) {
        this.sink = sink;
        this.clock = new OwnClock(namespaceNanos);
        this.tally = new RelayTally(clock);
    }

    /** What we've had; null where that's nothing. */
    Position position() {
        return boot.isEmpty() ? null : new Position(boot, seq, tally.at, run, n);
    }

    /**
     * @return what to answer; null for nothing
     * @throws Refusal where there's no talking to it
     */
    Message hear(Message message, long now) throws Refusal {
        if (message instanceof Stalled stalled) {
            if (n == null || stalled.n() > n) {
                n = stalled.n();
                sink.stall(clock.here(stalled.stall()), stalled.thread());
            }
            return null;
        }
        if (message instanceof Attempt attempt) {
            if (n == null || attempt.n() > n) {
                n = attempt.n();
                sink.attempt(clock.here(attempt.failure()), attempt.thread());
            }
            return null;
        }
        if (message instanceof Failure failure) {
            failure(failure, now);
            return null;
        }
        if (message instanceof Challenge challenge) {
            return OwnThread.take(challenge.name()) ? new Named(challenge.step()) : null;
        }
        if (message instanceof Greeting greeting) {
            greeting(greeting);
        } else if (message instanceof Identity identity) {
            identity(identity, now);
        } else if (message instanceof Source source) {
            source(source.state());
        } else if (message instanceof Counts counts) {
            tally.add(counts, now);
        } else if (message instanceof Lost lost) {
            tally.add(lost);
        } else if (message instanceof Present here) {
            present = true;
            n = here.n() == null ? n : n == null ? here.n() : (Long) Math.max(n, here.n());
        } else if (message instanceof Refused refused) {
            retrySeconds = Math.min(refused.retrySeconds(), 600);
            throw new Refusal("the relay refuses: " + refused.why());
        }
        publish();
        return null;
    }

    private void publish() {
        account = new RelayAccount(
                kernel,
                trace == null ? null : with(trace, tally.untraced()),
                proven,
                why,
                tally.lines,
                tally.linesLost,
                tally.since,
                tally.since == 0 || !proven ? 0 : Math.max(tally.since, ownSince),
                tally.tracesFailures(),
                tally.events,
                tally.eventsLost,
                tally.eventsDropped,
                tally.mixed,
                tally.untracedNanos);
    }

    private static SourceState with(SourceState state, String more) {
        String detail =
                more.isEmpty() || state.detail().isEmpty() ? state.detail() + more : state.detail() + "; " + more;
        return new SourceState(state.source(), state.status(), detail, state.remedy());
    }

    /** It may come again: a relay that couldn't find out tries it anew. */
    private void identity(Identity identity, long now) {
        proven = identity.proven();
        why = identity.why();
        ownSince = proven && unknown ? now : ownSince;
        unknown = !proven;
    }

    private void greeting(Greeting greeting) throws Refusal {
        if (greeting.least() > Protocol.VERSION) {
            throw new Refusal("the relay speaks version " + greeting.least() + " of the protocol at least, this agent "
                    + Protocol.VERSION);
        }
        boolean sameBoot = greeting.boot().equals(boot);
        boolean sameRun = greeting.run().equals(run);
        seq = sameBoot ? seq : -1;
        n = sameRun || n == null ? n : (Long) (-1L);
        tally.connected(sameBoot, sameRun);
        boot = greeting.boot();
        run = greeting.run();
    }

    private void failure(Failure failure, long now) {
        if (failure.seq() <= seq) {
            return;
        }
        seq = failure.seq();
        long nanos = clock.here(failure.nanos());
        long error = failure.errorNanos();
        boolean live = failure.live() && present || nanos - beganNanos > error;
        FailureReport report = failure.report();
        KernelLine header = report.header();
        KernelLine arrived = new KernelLine(
                header.number(),
                header.text(),
                header.kernelMicros(),
                null,
                header.caller(),
                new KernelLine.Arrival(now, live));
        sink.failure(new RelayedFailure(
                new FailureReport(
                        report.kind(),
                        arrived,
                        report.request(),
                        report.origin(),
                        report.memory(),
                        report.detail(),
                        report.suppressed(),
                        report.occurrences(),
                        report.droppedLines(),
                        report.text().isEmpty() ? TEXT_WITHHELD : report.text()),
                nanos,
                error,
                live,
                failure.thread(),
                proven));
    }

    private void source(SourceState state) {
        if (state.source().equals("tracefs")) {
            trace = RelayAccess.named(state);
        } else {
            kernel = RelayAccess.named(state);
        }
    }

    /** How long the relay asked us to stay away; 0 where it didn't. */
    long retryMillis() {
        return retrySeconds * 1_000L;
    }

    /** The connection is over; what we've had stays. */
    void ended() {
        tally.ended(System.nanoTime());
        present = false;
        retrySeconds = 0;
        proven = false;
        why = GONE;
        kernel = gone(kernel);
        trace = gone(trace);
        publish();
    }

    private static SourceState gone(SourceState state) {
        return state == null ? null : new SourceState(state.source(), Status.UNAVAILABLE, GONE, "");
    }

    RelayAccount account() {
        return account;
    }
}
