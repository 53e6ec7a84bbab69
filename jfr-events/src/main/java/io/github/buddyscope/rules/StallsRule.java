// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.List;
import java.util.Set;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** Time that this JVM's threads spent making memory in the kernel, inside collection pauses above all. */
public final class StallsRule extends BuddyscopeRule {
    /** Kinds of threads whose stall makes a pause longer. */
    private static final Set<String> WORK_IN_PAUSES = Set.of("GC_WORKER", "CONCURRENT_GC", "VM");

    private static final TypedPreference<IQuantity> LIMIT = new TypedPreference<>(
            "buddyscope.stalls.limit",
            Messages.get("preference.stall"),
            Messages.get("preference.stall.description"),
            UnitLookup.TIMESPAN,
            UnitLookup.NANOSECOND.quantity(20_000_000));

    public StallsRule() {
        super(
                "BuddyscopeStalls",
                "stalls",
                List.of(LIMIT),
                List.of(
                        Results.EVENT,
                        Results.PAUSES,
                        Results.STALLED,
                        Results.LONGEST,
                        Results.PAUSE,
                        Results.WHEN,
                        Results.THREAD,
                        Results.SOURCES));
    }

    /** This JVM's stalls. */
    private static final class Own {
        final Pauses pauses;
        long sum;
        long longest;
        long longestBegin;
        String thread;
        /** By verdicts, where the recording has no stalls. */
        long told;

        Own(Pauses pauses) {
            this.pauses = pauses;
        }

        void look(Row stall) {
            long length = stall.nanos("stall");
            long begin = stall.epochNanos("kernelTime");
            if (!stall.flag("inThisJvm") || !stall.flag("outermost") || length <= 0 || begin == Row.UNKNOWN) {
                return;
            }
            sum += length;
            if (length > longest) {
                longest = length;
                longestBegin = begin;
                thread = stall.text("javaThread");
            }
            if (WORK_IN_PAUSES.contains(String.valueOf(stall.text("threadKind")))) {
                pauses.stalled(begin, begin + length);
            }
        }

        void told(Row verdict) {
            long stalled = verdict.nanos("gcStalled");
            if (stalled > told) {
                told = stalled;
                longestBegin = verdict.epochNanos("kernelTime");
            }
        }
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        long limit = Math.max(1, preferences.getPreferenceValue(LIMIT).clampedLongValueIn(UnitLookup.NANOSECOND));
        Own own = new Own(Pauses.of(events));
        events.each(Events.STALL, own::look);
        List<Pauses.Pause> hit = own.pauses.hit();
        if (!hit.isEmpty()) {
            return inPauses(hit, limit, answer);
        }
        events.each(Events.VERDICT, own::told);
        if (own.told > 0) {
            return answer.nanos(Results.LONGEST, own.told)
                    .epochNanos(Results.WHEN, own.longestBegin)
                    .score(75.0 * own.told / limit, "stalls.told");
        }
        if (own.longest > 0) {
            return answer.nanos(Results.STALLED, own.sum)
                    .nanos(Results.LONGEST, own.longest)
                    .epochNanos(Results.WHEN, own.longestBegin)
                    .text(Results.THREAD, own.thread == null ? "?" : own.thread)
                    .score(
                            Math.min(74, 50.0 * own.longest / limit),
                            own.pauses.any() ? "stalls.threads" : "stalls.nopauses");
        }
        return none(events, answer);
    }

    private static IResult inPauses(List<Pauses.Pause> hit, long limit, Answer answer) {
        long sum = 0;
        long longest = -1;
        for (Pauses.Pause pause : hit) {
            long stalled = pause.stalled();
            sum += stalled;
            if (stalled > longest) {
                longest = stalled;
                answer.nanos(Results.PAUSE, pause.end - pause.begin).epochNanos(Results.WHEN, pause.begin);
            }
        }
        return answer.number(Results.PAUSES, hit.size())
                .nanos(Results.STALLED, sum)
                .nanos(Results.LONGEST, longest)
                .score(75.0 * longest / limit, "stalls.pauses");
    }

    private static IResult none(Events events, Answer answer) {
        Sources sources = Sources.of(events);
        if (!sources.known() || events.off(Events.STALL)) {
            return without(Events.STALL, events, answer);
        }
        answer.text(Results.SOURCES, sources.accountOf("tracefs"));
        return sources.readsTrace() ? answer.score(0, "stalls.ok") : answer.notApplicable("notrace");
    }
}
