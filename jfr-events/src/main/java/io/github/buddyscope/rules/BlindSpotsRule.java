// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** What the agent could not see or did not keep: what other rules' silence is worth. */
public final class BlindSpotsRule extends BuddyscopeRule {
    public BlindSpotsRule() {
        super(
                "BuddyscopeBlindSpots",
                "blind",
                List.of(),
                List.of(Results.EVENT, Results.SOURCES, Results.LINES_LOST, Results.DROPPED));
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Sources sources = Sources.of(events);
        if (!sources.known()) {
            return without(Events.HEALTH, events, answer);
        }
        List<String> unread = sources.in("UNAVAILABLE");
        List<String> partly = sources.in("PARTIAL");
        answer.number(Results.LINES_LOST, sources.linesLost()).number(Results.DROPPED, sources.dropped());
        if (!sources.readsKernelLog() && !sources.readsTrace()) {
            return answer.text(Results.SOURCES, String.join("; ", concat(unread, partly)))
                    .score(80, "blind.failures");
        }
        if (!sources.reads("buddyinfo ")) {
            return answer.text(Results.SOURCES, String.join("; ", concat(unread, partly)))
                    .score(75, "blind.zones");
        }
        if (sources.linesLost() + sources.dropped() > 0) {
            return answer.text(Results.SOURCES, String.join("; ", concat(unread, partly)))
                    .score(60, "blind.lost");
        }
        if (!unread.isEmpty() || !partly.isEmpty()) {
            return answer.text(Results.SOURCES, String.join("; ", concat(unread, partly)))
                    .score(unread.isEmpty() ? 25 : 40, "blind.sources");
        }
        return answer.score(0, "blind.ok");
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
