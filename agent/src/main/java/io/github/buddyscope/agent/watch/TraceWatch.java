// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.correlation.Correlator;
import io.github.buddyscope.correlation.pause.PauseAccounts;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.StallTotals;
import io.github.buddyscope.correlation.pause.TraceSight;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.trace.TraceSink;
import io.github.buddyscope.publish.TraceAccount;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.jvm.KnownTasks;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.relay.RelayAccount;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.tracefs.TraceCounts;
import io.github.buddyscope.source.tracefs.TraceScope;
import io.github.buddyscope.source.tracefs.TracefsSource;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * From the kernel's trace to findings. Whose a task is is asked on the source's thread, while it's fresh; the rest is done on
 * the agent's.
 */
public final class TraceWatch implements TraceSink, Supplier<TraceSight>, AutoCloseable {
    private final String option;
    private final Timeline timeline;
    private final TracefsSource source;
    private final HeapRoom heap = new HeapRoom();
    private final JvmTasks jvm;
    private final KnownTasks tasks;
    private final PauseAccounts pauses;
    private final TraceQueue queue = new TraceQueue();
    private final long startNanos = System.nanoTime();
    private long logged;
    private long lost;
    private long lostNanos = Long.MIN_VALUE;
    private volatile RelayClient relay;
    private volatile Runnable toldOfFindings; // null for nobody

    /**
     * @param option of the key {@code trace}
     * @param jvm this JVM's tasks
     */
    public TraceWatch(String option, JvmTasks jvm, Timeline timeline) {
        this.option = option;
        this.timeline = timeline;
        this.jvm = jvm;
        this.tasks = new KnownTasks(jvm);
        this.pauses = new PauseAccounts(timeline, startNanos);
        this.source = option.equals("off")
                ? null
                : new TracefsSource(
                        option.equals("jvm") ? TraceScope.THIS_JVM : TraceScope.HOST,
                        this,
                        TimeNamespace.monotonicNanos(),
                        jvm.byKernelId());
    }

    /** @param told that {@link #handOn} has something to do, on whatever thread finds it; quick */
    public void onFinding(Runnable told) {
        toldOfFindings = told;
    }

    /** Begins to trace. */
    public void start() {
        if (source != null) {
            source.start();
        }
    }

    @Override
    public void failure(AllocationFailure failure) {
        queue.offer(
                failure, failure.inInterrupt() ? null : tasks.of(failure.task().tid(), System.nanoTime()));
        tellOfFinding();
    }

    @Override
    public void stall(AllocationStall stall) {
        queue.offer(stall, tasks.of(stall.task().tid(), System.nanoTime()));
        tellOfFinding();
    }

    /** A relay told of a failed attempt. On its client's thread, once the source has ended. */
    void attempt(AllocationFailure failure, String thread) {
        queue.offer(failure, named(thread));
        tellOfFinding();
    }

    /** A relay told of a stall. On its client's thread, once the source has ended. */
    void stall(AllocationStall stall, String thread) {
        queue.offer(stall, named(thread));
        tellOfFinding();
    }

    private void tellOfFinding() {
        Runnable told = toldOfFindings;
        if (told != null) {
            told.run();
        }
    }

    private static KnownTasks.Own named(String thread) {
        return thread == null ? null : KnownTasks.Own.named(thread);
    }

    /** It's known whether anything can be traced. */
    boolean tried() {
        return source == null || source.decided();
    }

    /** Nothing can be traced here: a relay may tell what it traces. */
    boolean untraceable() {
        return source != null && source.decided() && source.state().status() == Status.UNAVAILABLE;
    }

    /** From now on a relay tells. */
    void take(RelayClient telling) {
        relay = telling;
    }

    /** Publishes what has come in. In turn with the agent's tasks. */
    public void handOn(Publishers publishers, Correlator correlator, long now) {
        noteLoss(now);
        if (!queue.isEmpty() && !heap.lacking()) {
            queue.drain(now, failure -> handOn(failure, publishers, correlator), stall -> handOn(stall, publishers));
        }
        List<PauseStalls> settled = pauses.due(now);
        if (!settled.isEmpty()) {
            Instant wall = Instant.now();
            for (PauseStalls pause : settled) {
                correlator.add(pause, wall.plusNanos(pause.gc().startNanos() - now));
                publishers.each(publisher -> publisher.pause(pause));
            }
        }
    }

    private static void handOn(TracedFailure failure, Publishers publishers, Correlator correlator) {
        correlator.add(failure);
        publishers.each(publisher -> publisher.traced(failure));
    }

    private void handOn(TracedStall stall, Publishers publishers) {
        pauses.add(stall);
        timeline.add(stall);
        publishers.each(publisher -> publisher.stalled(stall));
    }

    /** A verdict waits for what the trace sees: it's read without long rests. On the agent's thread. */
    public void hurry(boolean waited) {
        if (source != null) {
            source.hurry(waited);
        }
    }

    private void noteLoss(long now) {
        RelayClient telling = relay;
        long all = dropped() + (telling == null ? lostByItself() : lostBy(telling.account()));
        if (all != lost) {
            lost = all;
            lostNanos = now;
        }
    }

    private long lostByItself() {
        TraceCounts counts = source == null ? TraceCounts.NONE : source.counts();
        return counts.lost() + counts.dropped();
    }

    private static long lostBy(RelayAccount told) {
        return told.eventsLost() + told.eventsDropped() + told.untracedNanos();
    }

    /** What it can see of this JVM's own threads. On the agent's thread. */
    @Override
    public TraceSight get() {
        SourceState state = account().state();
        if (since() == 0 || state.status() == Status.UNAVAILABLE) {
            String remedy = state.remedy();
            return new TraceSight(Long.MAX_VALUE, lostNanos, remedy.isEmpty() ? state.detail() : remedy);
        }
        RelayClient telling = relay;
        long since = telling != null ? telling.account().ownSinceNanos() : jvm.comparable() ? since() : 0;
        return new TraceSight(since == 0 ? Long.MAX_VALUE : since, lostNanos, since == 0 ? remedyForIds() : "");
    }

    private String remedyForIds() {
        return relay == null
                ? "this JVM's threads aren't known by the kernel's ids here; to get it: docker --pid host, or the host's /proc"
                        + " mounted and proc= set to it"
                : "the relay doesn't know which tasks are this JVM's: "
                        + relay.account().why();
    }

    /** The log told of a failure. On the agent's thread. */
    public void logged(KernelFailure failure) {
        Integer order = failure.report().order();
        long since = since();
        if (failure.live()
                && failure.report().kind() == FailureKind.PAGE_ALLOC_FAILURE
                && order != null
                && order >= 1
                && since != 0
                && tracesFailures()
                && failure.nanos() - since >= -failure.errorNanos()) {
            logged += Math.max(1, failure.report().occurrences());
        }
    }

    /** This JVM's stalls against its pauses. */
    public PauseAccounts pauses() {
        return pauses;
    }

    private long since() {
        RelayClient telling = relay;
        return telling != null ? telling.account().tracedSinceNanos() : source == null ? 0 : source.sinceNanos();
    }

    private boolean tracesFailures() {
        RelayClient telling = relay;
        return telling != null ? telling.account().tracesFailures() : source != null && source.tracesFailures();
    }

    /** The host was looked at. On the agent's thread. */
    public void sampled(HostNumbers sample) {
        if (source != null) {
            source.allocated(sample.nanos(), sample.layout().pagesAllocated(sample.numbers()));
        }
    }

    /** What was traced and what was lost, as published. */
    public TraceAccount account() {
        RelayClient telling = relay;
        if (telling != null) {
            return account(telling.account());
        }
        TraceCounts counts = source == null ? TraceCounts.NONE : source.counts();
        return new TraceAccount(
                state(),
                since(),
                tracesFailures(),
                counts.events(),
                counts.lost(),
                counts.dropped() + dropped(),
                logged,
                counts.mixed(),
                since() == 0 ? StallTotals.NONE : pauses.totals());
    }

    private TraceAccount account(RelayAccount told) {
        return new TraceAccount(
                told.trace() == null ? state() : told.trace(),
                told.tracedSinceNanos(),
                told.tracesFailures(),
                told.events(),
                told.eventsLost(),
                told.eventsDropped() + dropped(),
                logged,
                told.mixed(),
                told.tracedSinceNanos() == 0 ? StallTotals.NONE : pauses.totals());
    }

    /** Of the trace's own source; a relay's states are told apart. */
    public SourceState state() {
        if (relay != null) {
            return RelayWatch.instead(source.state());
        }
        return source == null
                ? new SourceState(
                        TracefsSource.NAME, Status.OFF, "trace=off", "trace=auto uses it where the host allows")
                : source.state();
    }

    /** Being refused is the usual case where nobody asked for it; what was begun and then ended is news. */
    public boolean worthTelling() {
        return !option.equals("auto") || since() != 0 && state().status() == Status.UNAVAILABLE;
    }

    /** Findings that found no room. */
    public long dropped() {
        return queue.dropped();
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }
}
