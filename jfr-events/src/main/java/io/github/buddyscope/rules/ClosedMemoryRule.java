// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** Failures where there was memory that the request was not allowed to take, and those that nobody could explain. */
public final class ClosedMemoryRule extends BuddyscopeRule {
    public ClosedMemoryRule() {
        super(
                "BuddyscopeClosedMemory",
                "closed",
                List.of(),
                List.of(
                        Results.EVENT,
                        Results.EPISODES,
                        Results.FAILURES,
                        Results.WHEN,
                        Results.CAUSE,
                        Results.CONFIDENCE,
                        Results.VERDICT,
                        Results.ADVICE,
                        Results.SOURCES));
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Episodes closed = Episodes.of(events, Set.of("RESERVED", "LOWMEM_PROTECTED", "CONSTRAINED"));
        if (closed.any()) {
            String texts = "closed." + closed.cause().toLowerCase(Locale.ROOT);
            return closed.into(answer).score(closed.score(), texts);
        }
        Episodes unknown = Episodes.of(events, Set.of("UNKNOWN"));
        if (unknown.any()) {
            return unknown.into(answer).score(Math.min(60, unknown.score()), "closed.unknown");
        }
        if (events.has(Events.VERDICT)) {
            return answer.score(0, "closed.ok");
        }
        Sources sources = Sources.of(events);
        if (!sources.known() || events.off(Events.VERDICT)) {
            return without(Events.VERDICT, events, answer);
        }
        answer.text(Results.SOURCES, sources.accountOf("kmsg", "journal", "file", "none"));
        return sources.readsKernelLog() ? answer.score(0, "closed.ok") : answer.notApplicable("nolog");
    }
}
