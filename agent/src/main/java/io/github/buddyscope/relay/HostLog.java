// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.FollowedReports;
import io.github.buddyscope.relay.Ring.Own;
import io.github.buddyscope.relay.TaskOwners.Owned;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.ReportSink;
import io.github.buddyscope.wire.Message.Failure;
import io.github.buddyscope.wire.MessageWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The kernel's log, made into failures and these into lines for everyone and for their owners. On the source's thread. */
final class HostLog implements ReportSink {
    private static final int MOST_GAPS = 256;

    /** Lines that were lost before the record of that number. */
    private record Gap(long before, long lines) {}

    private final Ring ring;
    private final TaskOwners owners;
    private final boolean showTasks;
    private final long namespaceNanos;
    private final Runnable added;
    private final FollowedReports reports = new FollowedReports(this::report);
    private final CountDownLatch read = new CountDownLatch(1);
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private LogClock clock;
    private volatile long first = -1;
    private volatile long last = -1;
    private volatile long tooLong;

    /**
     * @param namespaceNanos what this process's CLOCK_MONOTONIC is ahead of the host's
     * @param added told that there is something to send
     */
    HostLog(Ring ring, TaskOwners owners, boolean showTasks, long namespaceNanos, Runnable added) {
        this.ring = ring;
        this.owners = owners;
        this.showTasks = showTasks;
        this.namespaceNanos = namespaceNanos;
        this.added = added;
    }

    void clock(LogClock ofSource) {
        clock = ofSource;
    }

    @Override
    public FollowedReports reports() {
        return reports;
    }

    @Override
    public void line(KernelLine line) {
        if (first < 0) {
            first = line.number();
        }
        last = line.number();
        reports.line(line);
    }

    @Override
    public void idle() {
        reports.idle();
        read.countDown();
    }

    @Override
    public void lost(long lines, String why) {
        reports.lost(lines);
        synchronized (gaps) {
            if (gaps.size() == MOST_GAPS) {
                Gap oldest = gaps.removeFirst();
                Gap next = gaps.removeFirst();
                gaps.addFirst(new Gap(next.before, oldest.lines + next.lines));
            }
            gaps.addLast(new Gap(last + 1, lines));
        }
    }

    /** Waits until what the kernel held has been read, that long at most. */
    void awaitRead(long millis) throws InterruptedException {
        read.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether what the kernel held at the start has been read. */
    boolean hasRead() {
        return read.getCount() == 0;
    }

    /** Number of the last record read; -1 for none. */
    long last() {
        return last;
    }

    /** Failures that made too long a line to be sent whole, and went without their zones and frames. */
    long tooLong() {
        return tooLong;
    }

    /** Lines that were gone before anybody read them, of those behind that record; at most, since others' count too. */
    long lostAfter(long record) {
        long lost = first > record + 1 ? first - record - 1 : 0;
        synchronized (gaps) {
            for (Gap gap : gaps) {
                lost += gap.before > record ? gap.lines : 0;
            }
        }
        return lost;
    }

    private void report(FailureReport report) {
        Origin origin = report.origin();
        boolean live =
                report.header().arrival() != null && report.header().arrival().live();
        KernelTime placed = clock.place(report.header());
        long nanos = (placed == null ? System.nanoTime() : placed.nanos()) - namespaceNanos;
        long error = placed == null ? TimeUnit.DAYS.toNanos(365) : placed.errorNanos();
        byte[] forAll =
                line(showTasks ? Withholding.withTasks(report) : Withholding.forAll(report), nanos, error, live, null);
        long now = System.nanoTime();
        // ids are given again: only what has just happened is looked up
        Owned asker = !live || origin.interruptContext() || origin.pid() == null
                ? null
                : owners.ofReported(origin.pid(), now);
        Integer victimId = report.detail() instanceof OomKill oom ? oom.victimPid() : null;
        Owned victim = !live || victimId == null ? null : owners.ofReported(victimId, now);
        List<Own> own = new ArrayList<>();
        if (asker != null) {
            boolean both = victim != null && victim.process().equals(asker.process());
            own.add(own(report, nanos, error, asker, asker, both ? victim : null));
        }
        if (victim != null && own.stream().noneMatch(o -> o.process().equals(victim.process()))) {
            own.add(own(report, nanos, error, victim, null, victim));
        }
        ring.add(report.header().number(), forAll, own.isEmpty() ? null : own.toArray(new Own[0]));
        added.run();
    }

    private Own own(FailureReport report, long nanos, long error, Owned reader, Owned asker, Owned victim) {
        FailureReport seen = Withholding.forOwner(report, asker, victim);
        return new Own(reader.process(), line(seen, nanos, error, true, asker == null ? null : asker.name()));
    }

    private byte[] line(FailureReport report, long nanos, long error, boolean live, String thread) {
        long seq = report.header().number();
        byte[] line = MessageWriter.line(new Failure(seq, nanos, error, live, thread, report));
        if (line == null) {
            tooLong = tooLong + 1;
            line = MessageWriter.line(new Failure(seq, nanos, error, live, thread, shortened(report)));
        }
        return line;
    }

    private static FailureReport shortened(FailureReport report) {
        Origin origin = report.origin();
        Origin bare = new Origin(
                origin.task(),
                origin.pid(),
                origin.cpu(),
                origin.kernel(),
                null,
                null,
                null,
                List.of(),
                origin.interruptContext());
        MemInfo memory =
                new MemInfo(report.memory().freePages(), report.memory().freeCmaPages(), List.of(), true);
        return new FailureReport(
                report.kind(),
                new KernelLine(report.header().number(), "", report.header().kernelMicros(), null, null, null),
                report.request() == null
                        ? null
                        : new Request(report.request().order(), report.request().mode(), List.of(), null, null, null),
                bare,
                memory,
                null,
                report.suppressed(),
                report.occurrences(),
                report.droppedLines(),
                "");
    }
}
