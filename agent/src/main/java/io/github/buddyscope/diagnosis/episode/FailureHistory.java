// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.episode.HowBad.Pace;
import io.github.buddyscope.diagnosis.episode.HowBad.Trend;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Failures seen one after the other, to tell how bad they are together. Takes the same room for one as for a million. Not
 * thread-safe.
 */
public final class FailureHistory {
    /** A kill that comes within this time after a failure is said to follow it. */
    public static final long FOLLOWS_MICROS = TimeUnit.MINUTES.toMicros(5);

    private static final int MOST_ORIGINS = 64;
    private static final long FEWEST_FOR_RATE = 5;
    private static final long FEWEST_FOR_TREND = 10;
    private static final long SHORTEST_FOR_RATE = TimeUnit.MINUTES.toMicros(1);

    private final TimeCounts counts = new TimeCounts();
    private final Map<String, Long> origins = new HashMap<>();
    private long otherOrigins;
    private long reports;
    private long repeated;
    private long suppressed;
    private long timeless;
    private long kills;
    private long requests;
    private long limited;
    private boolean onceInTenSeconds;
    private LogTime lastFailure;
    private long oomKills;
    private long cgroupKills;
    private Long soonestKill;
    private long retries;
    private long givesUp;
    private Long watchedFrom;
    private Long watchedTo;

    /** Takes the next failure of the log; an out-of-memory kill is also taken for what may follow the others. */
    public void add(LogTime when, FailureReport report, Diagnosis diagnosis) {
        long failures = report.occurrences() + (long) report.suppressed();
        reports++;
        repeated += report.occurrences() - 1;
        suppressed += report.suppressed();
        if (when.micros() == null) {
            timeless++;
        } else {
            counts.add(when.micros(), failures);
        }
        String origin = diagnosis.origin() == null ? "" : diagnosis.origin();
        if (origins.size() < MOST_ORIGINS || origins.containsKey(origin)) {
            origins.put(origin, origins.getOrDefault(origin, 0L) + failures);
        } else {
            otherOrigins += failures;
        }
        requests += report.request() == null ? 0 : 1;
        switch (diagnosis.asker().fallback().outcome()) {
            case RETRIES -> retries++;
            case GIVES_UP -> givesUp++;
            case UNKNOWN -> {}
        }
        limiter(report);
        if (report.kind() == FailureKind.OOM_KILL) {
            kills++;
            killed(when, report);
        } else {
            lastFailure = when;
        }
    }

    /** The log has a line of that time, whatever it says; without this only the failures tell how long was watched. */
    public void watched(LogTime when) {
        if (when.micros() != null) {
            watchedFrom = watchedFrom == null ? when.micros() : Math.min(watchedFrom, when.micros());
            watchedTo = watchedTo == null ? when.micros() : Math.max(watchedTo, when.micros());
        }
    }

    /** An out-of-memory kill that isn't one of these failures but may follow them. */
    public void killed(LogTime when, FailureReport kill) {
        boolean byHand = kill.order() != null && kill.order() < 0; // sysrq-f
        if (lastFailure == null || byHand || lastFailure.boot() != when.boot()) {
            return;
        }
        Long after = when.since(lastFailure);
        if (after != null && Math.abs(after) > FOLLOWS_MICROS) {
            return;
        }
        if (after != null) {
            soonestKill = Math.max(0, soonestKill == null ? after : Math.min(soonestKill, after));
        }
        if (ofCgroup(kill)) {
            cgroupKills++;
        } else {
            oomKills++;
        }
    }

    private static boolean ofCgroup(FailureReport kill) {
        return kill.detail() instanceof OomKill oom
                && (oom.memcg() != null || "CONSTRAINT_MEMCG".equals(oom.constraint()));
    }

    /** {@code warn_alloc} of mm/page_alloc.c shares one limiter: 10 reports in 5 s, since 5.4 one in 10 s. */
    private void limiter(FailureReport report) {
        switch (report.kind()) {
            case PAGE_ALLOC_FAILURE, PAGE_ALLOC_STALL, VMALLOC_FAILURE -> {
                limited++;
                KernelVersion version = KernelVersion.parse(report.origin().kernel());
                onceInTenSeconds |= version != null && version.atLeast(5, 4);
            }
            default -> {}
        }
    }

    public HowBad howBad() {
        long failures = reports + repeated + suppressed;
        // those that the kernel didn't print came before the report that counts them, over a time that nobody tells
        boolean oneMoment = suppressed > 0 && counts.spanMicros() == 0;
        Long span = counts.isEmpty() || timeless > 0 || oneMoment ? null : (Long) counts.spanMicros();
        boolean watched = span != null && watchedFrom != null;
        Long logSpan =
                watched ? (Long) (Math.max(watchedTo, counts.last()) - Math.min(watchedFrom, counts.first())) : null;
        Long quiet = watched ? (Long) Math.max(0, watchedTo - counts.last()) : null;
        Pace pace = pace(failures, span, logSpan);
        Double perHour = switch (pace) {
            case SELDOM, NOW_AND_THEN, OFTEN, CONSTANTLY -> failures < FEWEST_FOR_RATE ? null : perHour(failures, span);
            default -> null;
        };
        HowBad numbers = new HowBad(
                failures,
                reports,
                repeated,
                suppressed,
                limited > 0,
                span,
                logSpan,
                quiet,
                perHour,
                pace,
                span == null || span < SHORTEST_FOR_RATE ? Trend.UNKNOWN : trend(),
                HowBadWords.mostFirst(origins),
                otherOrigins,
                oomKills,
                cgroupKills,
                soonestKill,
                retries,
                givesUp,
                "");
        return numbers.saying(
                HowBadWords.of(numbers, kills == reports, requests > 0, onceInTenSeconds, counts.failuresByHalf()));
    }

    private static Pace pace(long failures, Long span, Long logSpan) {
        if (failures < FEWEST_FOR_RATE) {
            if (failures > 1 && logSpan != null && logSpan >= failures * TimeUnit.DAYS.toMicros(1)) {
                return Pace.SELDOM;
            }
            return failures == 0 ? Pace.NEVER : failures == 1 ? Pace.ONCE : Pace.FEW;
        }
        if (span == null) {
            return Pace.UNKNOWN;
        }
        if (span < SHORTEST_FOR_RATE) {
            return Pace.BURST;
        }
        double hourly = perHour(failures, span);
        return hourly >= 60
                ? Pace.CONSTANTLY
                : hourly >= 1 ? Pace.OFTEN : hourly * 24 >= 1 ? Pace.NOW_AND_THEN : Pace.SELDOM;
    }

    private static double perHour(long failures, long span) {
        return (failures - 1) * (double) TimeUnit.HOURS.toMicros(1) / span;
    }

    /**
     * Twice as many and beyond three standard deviations of chance (Poisson). Where the kernel's limiter keeps the number of
     * reports down, what it swallowed speaks instead, if that is four times as much.
     */
    private Trend trend() {
        if (reports < FEWEST_FOR_TREND) {
            return Trend.UNKNOWN;
        }
        long[] printed = counts.reportsByHalf();
        long[] all = counts.failuresByHalf();
        if (printed[0] + printed[1] == 0) {
            return Trend.UNKNOWN;
        }
        long more = printed[1] - printed[0];
        boolean beyondChance = more * more > 9 * (printed[0] + printed[1]);
        if (beyondChance && printed[1] >= 2 * printed[0]
                || all[1] >= 4 * Math.max(1, all[0]) && printed[1] >= printed[0]) {
            return Trend.RISING;
        }
        if (beyondChance && printed[0] >= 2 * printed[1]
                || all[0] >= 4 * Math.max(1, all[1]) && printed[0] >= printed[1]) {
            return Trend.FALLING;
        }
        return Trend.STEADY;
    }
}
