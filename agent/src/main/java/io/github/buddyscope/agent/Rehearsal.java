// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.correlation.Correlator;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.parse.kernel.FollowedReports;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.source.guest.HeapRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Goes once, with the report of a failure long past, most of the way that the first real one will go, and tells nobody. A failure comes
 * where memory is short: its first verdict shouldn't depend on a jar that has to be read then, nor on classes that are
 * initialised then, which the JVM gives up for good where that runs out of memory (JLS 12.4.2).
 *
 * <p>Done with the first look (JMX or a recording) or {@value #PATIENCE_SECONDS} seconds after the start, once the heap has room:
 * a JVM that ends before pays nothing. For one thread.
 */
final class Rehearsal {
    static final int PATIENCE_SECONDS = 30;
    static final long PATIENCE_NANOS = PATIENCE_SECONDS * 1_000_000_000L; // a constant: to ask it loads nothing

    /** What a log daemon writes before a line. */
    private static final String DAEMON = "Apr 14 07:32:42 host kernel: ";

    /** Of the heap, many times over; and so much that what fills it meanwhile would have to hurry. */
    static final long LEAST_ROOM = 2 << 20;

    private static final int LEAST_SHARE = 8; // one part in so many

    private final Publishers publishers;
    private final Consumer<Runnable> guard;
    private final Consumer<FailureReport> aside;
    private final BooleanSupplier room;
    private final long dueNanos;
    private boolean done;

    /**
     * @param guard runs it at once, and keeps what is thrown
     * @param aside goes what else a report goes through
     * @param begin when the agent started
     */
    Rehearsal(Publishers publishers, Consumer<Runnable> guard, Consumer<FailureReport> aside, long begin) {
        this(
                publishers,
                guard,
                aside,
                begin,
                () -> HeapRoom.has(Math.max(LEAST_ROOM, Runtime.getRuntime().maxMemory() / LEAST_SHARE)));
    }

    Rehearsal(
            Publishers publishers,
            Consumer<Runnable> guard,
            Consumer<FailureReport> aside,
            long begin,
            BooleanSupplier room) {
        this.publishers = publishers;
        this.guard = guard;
        this.aside = aside;
        this.room = room;
        this.dueNanos = begin + PATIENCE_NANOS;
    }

    /** To be called now and then; {@code looked} where somebody can look at what the agent finds. */
    void tick(boolean looked, long now) {
        if (done || !looked && now - dueNanos < 0 || !room.getAsBoolean()) { // it needn't be
            return;
        }
        done = true; // whatever comes of it
        guard.accept(() -> rehearse(now));
    }

    private void rehearse(long now) {
        for (FailureReport report : reports(now)) {
            KernelFailure failure = new KernelFailure(
                    report,
                    Diagnostician.diagnose(report, HostFacts.UNKNOWN),
                    now,
                    Instant.now(),
                    0,
                    true,
                    TaskMatch.UNKNOWN,
                    "rehearsal");
            Correlator correlator = new Correlator(new Timeline(now), 1, true, 4096);
            correlator.add(failure);
            for (Verdict verdict : correlator.rest(now + 1)) {
                publishers.each(publisher -> publisher.rehearse(failure, verdict));
            }
            aside.accept(report);
        }
    }

    private static List<FailureReport> reports(long now) {
        List<FailureReport> found = new ArrayList<>();
        FollowedReports reports = new FollowedReports(found::add);
        KernelLine.Arrival arrival = new KernelLine.Arrival(now, true);
        PartialLines prefixes = new PartialLines();
        long number = 0;
        for (String text : RehearsalReport.lines()) {
            for (KernelLine line : prefixes.parse(++number, DAEMON + text)) {
                reports.line(line.arrived(arrival));
            }
        }
        reports.settle();
        reports.idle();
        reports.idle();
        return found;
    }
}
