// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.jvm.TaskMatcher;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.relay.RelayAccess;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelayedFailure;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * From kernel lines to diagnosed failures. Lines are gathered into reports on the source's thread, reports are diagnosed on
 * the agent's.
 */
public final class KernelWatch implements AutoCloseable {
    /** Of a line without any time nothing is known but that it's there now. */
    private static final long NO_IDEA = TimeUnit.DAYS.toNanos(365);

    private static final long RECENT = TimeUnit.MINUTES.toNanos(1);

    private final KernelLogSource source;
    private final Facts host;
    private final Consumer<KernelFailure> found;
    private final FailureQueue<FailureReport> queue;
    private final FailureQueue<RelayedFailure> relayed;
    private final PastLines reports;
    private final TaskMatcher matcher;
    private LogAccount told = LogAccount.NONE;
    private volatile RelayClient relay;

    /**
     * @param tasks this JVM's
     * @param host what is known of this host now
     * @param found told on the agent's thread
     */
    public KernelWatch(
            KernelLogSource source, AgentThread thread, JvmTasks tasks, Facts host, Consumer<KernelFailure> found) {
        this.source = source;
        this.matcher = new TaskMatcher(tasks);
        this.host = host;
        this.found = found;
        Diagnosing diagnosing = new Diagnosing();
        this.queue = new FailureQueue<>(thread, diagnosing);
        this.relayed = new FailureQueue<>(thread, diagnosing);
        this.reports = new PastLines(new Queueing(), host);
    }

    /** Begins to read. */
    public void start() {
        source.holdPast();
        source.start(reports);
    }

    /** Puts what was gathered into the queue. */
    private final class Queueing implements Consumer<FailureReport> {
        @Override
        public void accept(FailureReport report) {
            queue.accept(report, reports.drained());
        }
    }

    /** Takes what either queue hands on. */
    private final class Diagnosing implements Consumer<Object> {
        @Override
        public void accept(Object failure) {
            if (failure instanceof FailureReport report) {
                diagnose(report);
            } else {
                diagnose((RelayedFailure) failure);
            }
        }
    }

    private void diagnose(FailureReport report) {
        KernelTime placed = source.clock().place(report.header());
        KernelTime when = placed != null ? placed : arrival(report.header());
        boolean live = report.header().arrival().live();
        found.accept(new KernelFailure(
                report,
                Diagnostician.diagnose(report, host.get()),
                when.nanos(),
                when.time(),
                when.errorNanos(),
                live,
                live ? match(report, when) : TaskMatch.UNKNOWN,
                source.name()));
    }

    private void diagnose(RelayedFailure failure) {
        Instant time = Instant.now().plusNanos(failure.nanos() - System.nanoTime());
        found.accept(new KernelFailure(
                failure.report(),
                Diagnostician.diagnose(failure.report(), host.get()),
                failure.nanos(),
                time,
                failure.errorNanos(),
                failure.live(),
                failure.live() ? relayedMatch(failure) : TaskMatch.UNKNOWN,
                RelayAccess.NAME));
    }

    private static TaskMatch relayedMatch(RelayedFailure failure) {
        return TaskMatcher.relayed(failure.report().origin(), failure.thread(), failure.proven());
    }

    /** Goes the way of a failure's time and of its task, and learns nothing. On the agent's thread. */
    public void rehearse(FailureReport report) {
        source.clock().place(report.header());
        matcher.match(report.origin(), true);
    }

    /** A relay told of a failure. On its client's thread. */
    void relayed(RelayedFailure failure) {
        relayed.accept(failure);
    }

    /** It's known whether the source can be read. */
    boolean tried() {
        return source.state().status() != Status.OFF;
    }

    /** Nothing was read, nor can be: a relay may tell what this process may not read. */
    boolean unreadable() {
        return source.linesRead() == 0 && source.state().status() == Status.UNAVAILABLE;
    }

    /** From now on a relay tells; the source isn't tried any more. */
    void take(RelayClient telling) {
        relay = telling;
        source.close();
    }

    /** Task ids are used again, so only what has just happened is looked up. */
    private TaskMatch match(FailureReport report, KernelTime when) {
        long now = System.nanoTime();
        matcher.look(now);
        boolean recent = when.errorNanos() <= RECENT && Math.abs(now - when.nanos()) <= RECENT;
        return matcher.match(report.origin(), recent);
    }

    /** Every now and then, in turn with the agent's tasks. */
    public void tick(long now) {
        matcher.look(now);
        source.look();
        reports.tick(now);
        if (reports.told()) {
            source.tellPast();
        }
        queue.tick();
        relayed.tick();
    }

    /** A failure waits for room in the service's heap: to be asked again soon. */
    public boolean defers() {
        return queue.defers() || relayed.defers();
    }

    /** Whether {@link #look} tells anything. */
    public boolean wantsLooks() {
        return source.wantsLooks();
    }

    /** Besides at every tick: the more often, the better it's known when the log's next line was written. */
    public void look() {
        source.look();
    }

    /** Somebody can look, or a verdict is going to need it: what the log already held at the start is told now. */
    public void tellPast() {
        if (HeapRoom.has(0)) {
            reports.tell();
            source.tellPast();
        }
    }

    private static KernelTime arrival(KernelLine line) {
        long now = System.nanoTime();
        Instant time = Instant.now().minusNanos(now - line.arrival().nanos());
        return new KernelTime(line.arrival().nanos(), time, NO_IDEA);
    }

    /** Of the log's own source; a relay's states are told apart. */
    public SourceState state() {
        SourceState state = source.state();
        return relay == null ? state : RelayWatch.instead(state);
    }

    /** Lines of the kernel's log since the start. */
    public long linesRead() {
        RelayClient telling = relay;
        return source.linesRead() + (telling == null ? 0 : telling.account().lines());
    }

    /** Lines that the log had overwritten before they were read. */
    public long linesLost() {
        RelayClient telling = relay;
        return source.linesLost() + (telling == null ? 0 : telling.account().linesLost());
    }

    /** What became of the failures that the log or a relay told of; null where it's as it was when last asked. */
    public LogAccount news() {
        long taken = queue.taken() + relayed.taken();
        long dropped = dropped();
        long passedOver = reports.linesPassedOver();
        if (taken == told.published() && dropped == told.dropped() && passedOver == told.linesPassedOver()) {
            return null;
        }
        told = new LogAccount(reports.received() + relayed.offered(), taken, dropped, passedOver);
        return told;
    }

    /** Whether more comes than is gathered. */
    public boolean floods() {
        return reports.floods();
    }

    /** Failures that came in a flood, or found no room. */
    public long dropped() {
        return reports.dropped() + queue.dropped() + relayed.dropped();
    }

    @Override
    public void close() {
        source.close();
    }
}
