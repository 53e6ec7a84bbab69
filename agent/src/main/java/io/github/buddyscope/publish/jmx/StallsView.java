// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.StallTotals;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationStall.Kind;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.TraceAccount;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;

/**
 * {@code buddyscope:type=Stalls}: what tasks lost to reclaim and compaction, and what failed without a word. Where there's no
 * trace, the host's own counters stand in for the numbers of stalls, and {@code Source} says so.
 */
final class StallsView {
    private static final String TRACED = "tracefs";
    private static final String COUNTED = "vmstat";

    private final StallCounts stalls = new StallCounts();
    private final AttemptCounts failures = new AttemptCounts();
    private final Recent<TracedStall> recentStalls = new Recent<>(StallData::of);
    private final Recent<TracedFailure> recentFailures = new Recent<>(StallData::of);
    private volatile TraceAccount account;
    private volatile PauseStalls pause;
    private volatile HostReading first;
    private volatile LatestHost latest;

    void add(TracedStall stall) {
        stalls.add(stall);
        recentStalls.add(stall);
    }

    void add(TracedFailure failure) {
        failures.add(failure);
        recentFailures.add(failure);
    }

    void add(PauseStalls stalled) {
        pause = stalled;
    }

    void update(TraceAccount current) {
        account = current;
    }

    /** @param begin of the agent's first sample, from which the kernel's counters count */
    void update(HostReading begin, LatestHost sampled) {
        first = begin;
        latest = sampled;
    }

    TableBean bean() {
        BeanTable table = new BeanTable(
                        "Time that tasks lost to direct reclaim and direct compaction, and allocations that failed, in the log or"
                                + " not; null where not known")
                .text(
                        "Source",
                        "tracefs: every single one is seen; vmstat: the host's own counters stand in, which tell numbers of"
                                + " stalls alone and nobody's share",
                        this::source)
                .text("SourceDetail", "Why, where it isn't all that tracefs can tell", this::sourceDetail);
        stalls(table);
        failures(table);
        pauses(table);
        return table.bean();
    }

    private void stalls(BeanTable table) {
        table.count("DirectReclaims", "stalls", "Direct reclaims of all tasks", () -> count(Kind.DIRECT_RECLAIM))
                .count(
                        "DirectCompactions",
                        "stalls",
                        "Direct compactions of all tasks; tracefs counts each zone",
                        () -> count(Kind.DIRECT_COMPACTION))
                .measure(
                        "StallMillis",
                        "ms",
                        "Time of all tasks' stalls added up",
                        traced(() -> ms(stalls.of(null).nanos)))
                .measure("LongestMillis", "ms", "Longest stall of any task", traced(() -> ms(stalls.of(null).longest)))
                .count(
                        "ThisJvmStalls",
                        "stalls",
                        "Stalls of this JVM's threads",
                        traced(() -> stalls.of(null).ownStalls))
                .measure(
                        "ThisJvmStallMillis",
                        "ms",
                        "Time of this JVM's threads' stalls added up",
                        traced(() -> ms(stalls.of(null).ownNanos)))
                .measure(
                        "ThisJvmLongestMillis",
                        "ms",
                        "Longest stall of a thread of this JVM",
                        traced(() -> ms(stalls.of(null).ownLongest)))
                .<TabularData>attribute(
                        "ByKindAndOrder",
                        StallTables.STALLS_TYPE,
                        null,
                        "Numbers and times by kind and order",
                        () -> StallTables.stalls(stalls.byKindAndOrder()))
                .<TabularData>attribute(
                        "Lengths",
                        StallTables.LENGTHS_TYPE,
                        null,
                        "How long the stalls were, by kind, order and decade",
                        () -> StallTables.lengths(stalls.byKindAndOrder()))
                .attribute(
                        "Recent", StallData.STALL.list(), null, "The last 50 stalls, newest first", recentStalls::all)
                .count(
                        "EventsLost",
                        "events",
                        "Events of the trace that found no room in the kernel's buffer",
                        traced(of(TraceAccount::lost)))
                .count(
                        "Dropped",
                        "stalls",
                        "Stalls of which one end is missing, and findings that couldn't be kept",
                        traced(of(TraceAccount::dropped)))
                .count(
                        "MixedBlocks",
                        "blocks",
                        "Blocks taken from another migrate type's list, which is how memory gets fragmented",
                        traced(of(TraceAccount::mixed)));
    }

    private void failures(BeanTable table) {
        Counted orders = new Counted("TracedOrder", SimpleType.INTEGER, "Order of the request");
        Counted meanings = new Counted("Meaning", SimpleType.STRING, "What it means that such an attempt failed");
        table.count(
                        "Failures",
                        "attempts",
                        "Attempts of all tasks to allocate more than a page that failed, most of which nobody prints",
                        failing(failures::total))
                .count(
                        "ThisJvmFailures",
                        "attempts",
                        "Of those, attempts of this JVM's threads",
                        failing(failures::own))
                .count(
                        "FailuresToBeLogged",
                        "attempts",
                        "Of all, those that the kernel prints unless its rate limit forbids; ACCOUNTED ones that a"
                                + " memory cgroup's limit forbade are among them, and aren't printed",
                        failing(failures::printed))
                .count(
                        "FailuresLogged",
                        "reports",
                        "Failures of order 1 and more that the kernel's log told of in that time",
                        failing(of(TraceAccount::logged)))
                .<TabularData>attribute(
                        "FailuresByOrder",
                        orders.type(),
                        "attempts",
                        "Failed attempts by order",
                        () -> orders.table(failures.byOrder()))
                .<TabularData>attribute(
                        "FailuresByMeaning",
                        meanings.type(),
                        "attempts",
                        "Failed attempts by what they mean",
                        () -> meanings.table(failures.byMeaning()))
                .attribute(
                        "RecentFailures",
                        StallData.FAILURE.list(),
                        null,
                        "The last 50 failed attempts, newest first",
                        recentFailures::all);
    }

    private void pauses(BeanTable table) {
        table.count(
                        "Pauses",
                        "pauses",
                        "Collection pauses of this JVM since the trace began",
                        paused(StallTotals::pauses))
                .count(
                        "StalledPauses",
                        "pauses",
                        "Of those, pauses in which a thread that works in pauses was stalled",
                        paused(StallTotals::stalledPauses))
                .measure("PauseMillis", "ms", "Length of all pauses", paused(t -> ms(t.pauseNanos())))
                .measure(
                        "PauseStalledMillis",
                        "ms",
                        "Of that, time on the wall in which such a thread was stalled: never more than the pauses",
                        paused(t -> ms(t.stalledWallNanos())))
                .measure(
                        "PauseStalledThreadMillis",
                        "ms",
                        "Stalled times of such threads added up: may be more than the pauses",
                        paused(t -> ms(t.stalledThreadNanos())))
                .measure(
                        "PauseStalledShare",
                        "share, 0 to 1",
                        "Share of the pauses' length in which such a thread was stalled",
                        paused(t -> BeanTable.share(
                                t.pauseNanos() == 0 ? Double.NaN : (double) t.stalledWallNanos() / t.pauseNanos())))
                .text(
                        "LastStalledPause",
                        "The last pause with stalls in it, in plain words; null where there was none",
                        () -> pause == null ? null : pause.sentence())
                .<TabularData>attribute(
                        "ByThreadKind",
                        StallTables.THREADS_TYPE,
                        null,
                        "Stalled time of this JVM's threads by what they are for",
                        traced(() -> StallTables.threads(account.pauses())));
    }

    private boolean isTraced() {
        TraceAccount current = account;
        return current != null && current.sinceNanos() != 0 && current.state().status() != Status.UNAVAILABLE;
    }

    private String source() {
        return isTraced() ? TRACED : COUNTED;
    }

    private String sourceDetail() {
        TraceAccount current = account;
        if (current == null || current.state().status() == Status.OK) {
            return null;
        }
        String remedy = current.state().remedy().isEmpty()
                ? ""
                : "; to get it: " + current.state().remedy();
        return current.state().detail() + remedy;
    }

    private Long count(Kind kind) {
        if (isTraced()) {
            return stalls.of(kind).stalls;
        }
        HostCounter counter =
                kind == Kind.DIRECT_RECLAIM ? HostCounter.DIRECT_RECLAIMS : HostCounter.DIRECT_COMPACTIONS;
        HostReading begin = first;
        LatestHost end = latest;
        if (begin == null || end == null) {
            return null;
        }
        long before = counter.total(begin.now());
        long now = counter.total(end.reading().now());
        return before < 0 || now < before ? null : now - before;
    }

    private static Double ms(long nanos) {
        return BeanTable.millis(nanos);
    }

    private <T> Supplier<T> traced(Supplier<T> value) {
        return () -> isTraced() ? value.get() : null;
    }

    /** Of failures, which may be untraced while stalls are. */
    private <T> Supplier<T> failing(Supplier<T> value) {
        return () -> isTraced() && account.failures() ? value.get() : null;
    }

    private Supplier<Long> of(Function<TraceAccount, Long> value) {
        return () -> value.apply(account);
    }

    private <T> Supplier<T> paused(Function<StallTotals, T> value) {
        return traced(() -> value.apply(account.pauses()));
    }
}
