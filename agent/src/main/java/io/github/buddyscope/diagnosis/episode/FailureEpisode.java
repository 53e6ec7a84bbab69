// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Failures that belong together: of one kind, order, cause and origin, each no more than an hour after the one before it.
 * Of most of them only the line is kept, and of many only the first and the last.
 */
public final class FailureEpisode {
    /** The longest time between two failures of an episode, in microseconds. */
    public static final long GAP_MICROS = TimeUnit.HOURS.toMicros(1);

    /** The same in lines, where the log gives no time. */
    public static final long GAP_LINES = 10_000;

    private static final int FIRST_LINES = 6;
    private static final int LAST_LINES = 2;

    private final FailureHistory history = new FailureHistory();
    private final List<KernelLine> firstLines = new ArrayList<>();
    private final Deque<KernelLine> lastLines = new ArrayDeque<>();
    private final KernelLine first;
    private KernelLine last;
    private LogTime lastTime;
    private FailureReport report;
    private Diagnosis diagnosis;
    private long untold;
    private boolean told;

    FailureEpisode(LogTime when, FailureReport report, Diagnosis diagnosis) {
        this.first = line(report);
        this.report = report;
        this.diagnosis = diagnosis;
        add(when, report, diagnosis);
    }

    void add(LogTime when, FailureReport another, Diagnosis its) {
        history.add(when, another, its);
        last = line(another);
        lastTime = when;
        untold++;
        if (firstLines.size() < FIRST_LINES) {
            firstLines.add(last);
        } else {
            lastLines.addLast(last);
            if (lastLines.size() > LAST_LINES) {
                lastLines.removeFirst();
            }
        }
        if (!told && tells(another, its) > tells(report, diagnosis)) {
            report = another;
            diagnosis = its;
        }
    }

    /** How much one can learn from it: a report with zones, a firm cause, a known origin. */
    private static int tells(FailureReport report, Diagnosis diagnosis) {
        return (diagnosis.zones().isEmpty() ? 0 : 8)
                + 2 * (Confidence.LOW.ordinal() - diagnosis.confidence().ordinal())
                + (diagnosis.origin() == null ? 0 : 1);
    }

    /** The line without its text, which can be long; in its stead the victim of an out-of-memory kill. */
    private static KernelLine line(FailureReport report) {
        KernelLine header = report.header();
        String note = report.detail() instanceof FailureDetail.OomKill oom && oom.victim() != null
                ? oom.victim() + (oom.victimPid() == null ? "" : " (" + oom.victimPid() + ")")
                : "";
        return new KernelLine(header.number(), note, header.kernelMicros(), header.time(), null, null);
    }

    /** Whether a failure at that time comes too late to belong to it. */
    boolean isOver(LogTime when) {
        Long since = when.since(lastTime);
        return when.boot() != lastTime.boot()
                || (since == null ? when.line() - lastTime.line() > GAP_LINES : Math.abs(since) > GAP_MICROS);
    }

    /** Whether the failure is of its kind. One whose report was cut short says nothing against it. */
    boolean takes(FailureReport another, Diagnosis its) {
        if (another.kind() != report.kind() || !Objects.equals(subject(another), subject(report))) {
            return false;
        }
        if (another.kind() == FailureKind.OOM_KILL) { // who happened to ask for the last page doesn't matter
            return its.cause() == diagnosis.cause();
        }
        boolean sameCause = its.cause() == diagnosis.cause() || isMute(its) || isMute(diagnosis);
        boolean sameOrigin = Objects.equals(its.origin(), diagnosis.origin())
                || another.origin().stack().isEmpty()
                || report.origin().stack().isEmpty();
        return Objects.equals(another.order(), report.order()) && sameCause && sameOrigin;
    }

    /** The kernel left the memory dump out, or the log lost it: the cause can't be told from such a report. */
    private static boolean isMute(Diagnosis diagnosis) {
        return diagnosis.cause() == Cause.UNKNOWN && diagnosis.zones().isEmpty();
    }

    /** What failed, beyond the order: a cgroup, a cache, a device. */
    private static String subject(FailureReport report) {
        if (report.detail() instanceof FailureDetail.OomKill oom) {
            return oom.memcg();
        }
        if (report.detail() instanceof FailureDetail.Slab slab) {
            return slab.cache();
        }
        if (report.detail() instanceof FailureDetail.Swiotlb swiotlb) {
            return swiotlb.device();
        }
        return report.detail() instanceof FailureDetail.Cma cma ? cma.area() : null;
    }

    /** An out-of-memory kill of another episode's, which may follow from this one. */
    void killed(LogTime when, FailureReport kill) {
        history.killed(when, kill);
    }

    /** All that is known so far has been said. */
    void told() {
        told = true;
        untold = 0;
        firstLines.clear();
        lastLines.clear();
    }

    /** Whether its verdict was given before its end, so that only what came since is left to say. */
    public boolean isTold() {
        return told;
    }

    /** Reports that haven't been told of. */
    public long untold() {
        return untold;
    }

    /** The report that stands for all: the first of those that tell most. */
    public FailureReport report() {
        return report;
    }

    public Diagnosis diagnosis() {
        return diagnosis;
    }

    public KernelLine first() {
        return first;
    }

    public KernelLine last() {
        return last;
    }

    /** The untold ones' lines without their text, up to six; an out-of-memory kill's has the victim's name as its text. */
    public List<KernelLine> firstLines() {
        return List.copyOf(firstLines);
    }

    /** The last two after those. */
    public List<KernelLine> lastLines() {
        return List.copyOf(lastLines);
    }

    public HowBad howBad() {
        return history.howBad();
    }
}
