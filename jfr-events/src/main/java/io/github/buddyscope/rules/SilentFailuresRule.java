// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** Failures that the kernel's trace saw and its log doesn't tell of, though the caller had no other way. */
public final class SilentFailuresRule extends BuddyscopeRule {
    /** How far a report's time may be from the trace's beyond its own error. */
    private static final long SLACK = 1_000_000_000L;

    public SilentFailuresRule() {
        super(
                "BuddyscopeSilentFailures",
                "silent",
                List.of(),
                List.of(
                        Results.EVENT,
                        Results.FAILURES,
                        Results.OWN,
                        Results.LOGGED,
                        Results.SUPPRESSED,
                        Results.OPTIONAL,
                        Results.STALLED,
                        Results.WHEN,
                        Results.SOURCES));
    }

    /** A report in the log, until a traced failure is found to be the same. */
    private record Report(long order, long task, long time, long error) {
        boolean tellsOf(Row attempt) {
            long apart = Math.abs(time - attempt.epochNanos("kernelTime"));
            return order == attempt.number("order")
                    && (task < 0 || task == attempt.number("taskId"))
                    && apart <= error + SLACK;
        }
    }

    /** The trace beside the log. */
    private static final class Account {
        final List<Report> reports = new ArrayList<>();
        long logged;
        long suppressed;
        long silent;
        long own;
        long optional;
        long stalled;
        long last = Row.UNKNOWN;

        void report(Row failure) {
            if (failure.flag("live") && "PAGE_ALLOC_FAILURE".equals(failure.text("kind"))) {
                logged++;
                suppressed += Math.max(0, failure.number("suppressed"));
                long error = failure.nanos("clockErrorBound");
                reports.add(new Report(
                        failure.number("order"),
                        failure.number("taskId"),
                        failure.epochNanos("kernelTime"),
                        Math.max(0, error)));
            }
        }

        void attempt(Row attempt) {
            String meaning = String.valueOf(attempt.text("meaning"));
            if (!meaning.equals("REPORTED") && !meaning.equals("ACCOUNTED")) {
                optional++;
                stalled += Math.max(0, attempt.nanos("stalled"));
                return;
            }
            for (int at = 0; at < reports.size(); at++) {
                if (reports.get(at).tellsOf(attempt)) {
                    reports.remove(at);
                    return;
                }
            }
            silent++;
            own += attempt.flag("inThisJvm") ? 1 : 0;
            last = Math.max(last, attempt.epochNanos("kernelTime"));
        }
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Sources sources = Sources.of(events);
        if (!events.has(Events.ATTEMPT) && (!sources.known() || events.off(Events.ATTEMPT))) {
            return without(Events.ATTEMPT, events, answer);
        }
        if (!events.has(Events.ATTEMPT) && !sources.readsTrace()) {
            return answer.text(Results.SOURCES, sources.accountOf("tracefs")).notApplicable("notrace");
        }
        Account account = new Account();
        events.each(Events.FAILURE, account::report);
        events.each(Events.ATTEMPT, account::attempt);
        answer.number(Results.FAILURES, account.silent)
                .number(Results.OWN, account.own)
                .number(Results.LOGGED, account.logged)
                .number(Results.SUPPRESSED, account.suppressed)
                .number(Results.OPTIONAL, account.optional)
                .nanos(Results.STALLED, account.stalled)
                .text(Results.SOURCES, sources.accountOf("kmsg", "journal", "file", "none"));
        if (account.silent == 0) {
            return answer.score(0, "silent.ok");
        }
        answer.epochNanos(Results.WHEN, account.last);
        double score = account.own > 0 ? 75 + Math.min(20, account.own) : 25 + Math.min(49, account.silent);
        boolean logRead = sources.readsKernelLog() || account.logged > 0;
        return answer.score(score, logRead ? "silent.failed" : "silent.unread");
    }
}
