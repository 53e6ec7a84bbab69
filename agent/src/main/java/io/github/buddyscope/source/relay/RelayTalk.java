// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.text.Durations;
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
import java.util.ArrayList;
import java.util.List;

/**
 * What a relay says, taken for what it's worth, over all connections to it and its successors: nothing is handed on twice.
 * On the client's thread, but for {@link #account}.
 */
final class RelayTalk {
    private static final String TEXT_WITHHELD = "(the relay withholds the report's text)";

    private final RelaySink sink;
    private final long namespaceNanos;
    private final long beganNanos = System.nanoTime();
    private volatile RelayAccount account = RelayAccount.NONE;

    private String boot = "";
    private String run = "";
    private long seq = -1;
    private long at = -1;
    private long n = -1;

    private boolean present;
    private boolean resumed; // lines lost meanwhile are told on their own
    private int retrySeconds;
    private Counts last;
    private SourceState kernel;
    private SourceState trace;
    private boolean proven;
    private String why = "";
    private long lines;
    private long linesLost;
    private long since;
    private long events;
    private long eventsLost;
    private long eventsDropped;
    private long mixed;
    private long endedNanos;
    private long untracedNanos;

    RelayTalk(RelaySink sink, long namespaceNanos) {
        this.sink = sink;
        this.namespaceNanos = namespaceNanos;
    }

    /** What we've had; null where that's nothing. */
    Position position() {
        return boot.isEmpty() ? null : new Position(boot, seq, at, run, n);
    }

    /**
     * @return what to answer; null for nothing
     * @throws Refusal where there's no talking to it
     */
    Message hear(Message message, long now) throws Refusal {
        if (message instanceof Stalled stalled) {
            if (stalled.n() > n) {
                n = stalled.n();
                sink.stall(here(stalled.stall()), stalled.thread());
            }
            return null;
        }
        if (message instanceof Attempt attempt) {
            if (attempt.n() > n) {
                n = attempt.n();
                sink.attempt(here(attempt.failure()), attempt.thread());
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
            proven = identity.proven();
            why = identity.why();
        } else if (message instanceof Source source) {
            source(source.state());
        } else if (message instanceof Counts counts) {
            counts(counts, now);
        } else if (message instanceof Lost lost) {
            lost(lost);
        } else if (message instanceof Present here) {
            present = true;
            n = Math.max(n, here.n());
        } else if (message instanceof Refused refused) {
            retrySeconds = Math.min(refused.retrySeconds(), 600);
            throw new Refusal("the relay refuses: " + refused.why());
        }
        account = new RelayAccount(
                kernel,
                trace == null ? null : withGaps(trace),
                proven,
                why,
                lines,
                linesLost,
                since,
                last != null && last.failures(),
                events,
                eventsLost,
                eventsDropped,
                mixed,
                untracedNanos);
        return null;
    }

    private void greeting(Greeting greeting) throws Refusal {
        if (greeting.least() > Protocol.VERSION) {
            throw new Refusal("the relay speaks version " + greeting.least() + " of the protocol at least, this agent "
                    + Protocol.VERSION);
        }
        if (!greeting.boot().equals(boot)) {
            seq = -1;
            at = -1;
        }
        if (!greeting.run().equals(run)) {
            n = -1;
            last = null;
        } else {
            endedNanos = 0; // it has kept what was traced meanwhile, and tells what it hasn't
        }
        boot = greeting.boot();
        run = greeting.run();
        resumed = true;
    }

    private void failure(Failure failure, long now) {
        if (failure.seq() <= seq) {
            return;
        }
        seq = failure.seq();
        long nanos = failure.nanos() + namespaceNanos;
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
                failure.thread()));
    }

    private void source(SourceState state) {
        if (state.source().equals("tracefs")) {
            trace = RelayAccess.named(state);
        } else {
            kernel = RelayAccess.named(state);
        }
    }

    private SourceState withGaps(SourceState told) {
        if (untracedNanos == 0) {
            return told;
        }
        String gaps = "nothing was traced for " + Durations.of(untracedNanos / 1_000) + ", while no relay ran";
        String detail = told.detail().isEmpty() ? gaps : told.detail() + "; " + gaps;
        return new SourceState(told.source(), told.status(), detail, told.remedy());
    }

    private void counts(Counts counts, long now) {
        if (last != null) {
            lines += Math.max(0, counts.lines() - last.lines());
            events += Math.max(0, counts.events() - last.events());
            eventsLost += Math.max(0, counts.eventsLost() - last.eventsLost());
            eventsDropped += Math.max(0, counts.eventsDropped() - last.eventsDropped());
            mixed += Math.max(0, counts.mixed() - last.mixed());
            linesLost += resumed ? 0 : Math.max(0, counts.linesLost() - last.linesLost());
        }
        resumed = false;
        last = counts;
        at = Math.max(at, counts.at());
        if (endedNanos != 0 && counts.sinceNanos() != 0) {
            untracedNanos += Math.max(0, counts.sinceNanos() + namespaceNanos - endedNanos);
            endedNanos = 0;
        }
        since = counts.sinceNanos() == 0 ? 0 : since == 0 ? now : since;
    }

    private void lost(Lost lost) {
        if (lost.what().equals(Lost.TRACE)) {
            eventsLost += lost.count();
        } else {
            linesLost += lost.count();
        }
    }

    private AllocationStall here(AllocationStall stall) {
        return namespaceNanos == 0
                ? stall
                : new AllocationStall(
                        stall.kind(),
                        stall.order(),
                        stall.beginNanos() + namespaceNanos,
                        stall.endNanos() + namespaceNanos,
                        stall.nestedNanos(),
                        stall.outermost(),
                        stall.result(),
                        stall.pagesReclaimed(),
                        stall.gfpFlags(),
                        stall.task());
    }

    private AllocationFailure here(AllocationFailure failure) {
        if (namespaceNanos == 0) {
            return failure;
        }
        List<RetryEvidence> evidence = new ArrayList<>();
        for (RetryEvidence one : failure.evidence()) {
            evidence.add(here(one));
        }
        return new AllocationFailure(
                failure.nanos() + namespaceNanos,
                failure.order(),
                failure.gfpFlags(),
                failure.migrateType(),
                failure.task(),
                failure.inInterrupt(),
                evidence,
                failure.stalledNanos());
    }

    private RetryEvidence here(RetryEvidence evidence) {
        if (evidence instanceof RetryEvidence.Zone z) {
            return new RetryEvidence.Zone(
                    z.nanos() + namespaceNanos,
                    z.order(),
                    z.zone(),
                    z.reclaimable(),
                    z.available(),
                    z.minWatermark(),
                    z.noProgressLoops(),
                    z.enough());
        }
        RetryEvidence.Compaction c = (RetryEvidence.Compaction) evidence;
        return new RetryEvidence.Compaction(
                c.nanos() + namespaceNanos,
                c.order(),
                c.priority(),
                c.result(),
                c.retries(),
                c.maxRetries(),
                c.again());
    }

    /** How long the relay asked us to stay away; 0 where it didn't. */
    long retryMillis() {
        return retrySeconds * 1_000L;
    }

    /** The connection is over; what we've had stays. */
    void ended() {
        endedNanos = endedNanos == 0 && since != 0 ? System.nanoTime() : endedNanos;
        present = false;
        retrySeconds = 0;
        proven = false;
        why = "";
    }

    RelayAccount account() {
        return account;
    }
}
