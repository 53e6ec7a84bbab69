// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.List;
import java.util.Set;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;

/** Too little memory, of the host's or of a control group's. */
public final class ShortageRule extends BuddyscopeRule {
    /** All tasks waiting for memory a tenth of the time: they feel it. */
    private static final double MUCH_PRESSURE = 0.1;

    public ShortageRule() {
        super(
                "BuddyscopeShortage",
                "shortage",
                List.of(),
                List.of(
                        Results.EVENT,
                        Results.EPISODES,
                        Results.FAILURES,
                        Results.WHEN,
                        Results.CONFIDENCE,
                        Results.VERDICT,
                        Results.ADVICE,
                        Results.KILLS,
                        Results.ZONE,
                        Results.SHARE,
                        Results.PRESSURE));
    }

    /** Pressure over the recording. */
    private static final class Pressure {
        long kills;
        double worst;

        void look(Row period) {
            kills += Math.max(0, period.number("oomKill"));
            double full = period.share("psiFull");
            worst = Double.isNaN(full) ? worst : Math.max(worst, full);
        }
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Episodes limited = Episodes.of(events, Set.of("CGROUP_LIMIT"));
        if (limited.any()) {
            return limited.into(answer).score(limited.score(), "shortage.limit");
        }
        Episodes failed = Episodes.of(events, Set.of("SHORTAGE"));
        if (failed.any()) {
            return failed.into(answer).score(failed.score(), "shortage.failed");
        }
        Episodes stalled = Episodes.ofPauses(events, Set.of("SHORTAGE"));
        ZoneHistory history = ZoneHistory.of(events, 0);
        if (!stalled.any() && !history.any() && !events.has(Events.PRESSURE)) {
            return without(Events.ZONE, events, answer);
        }
        Pressure pressure = new Pressure();
        events.each(Events.PRESSURE, pressure::look);
        answer.number(Results.KILLS, pressure.kills).share(Results.PRESSURE, pressure.worst);
        if (pressure.kills > 0) {
            return answer.score(75, "shortage.killed");
        }
        if (stalled.any()) {
            return stalled.into(answer).score(Math.min(70, stalled.score()), "shortage.stalled");
        }
        return zones(history, pressure, answer);
    }

    private static IResult zones(ZoneHistory history, Pressure pressure, Answer answer) {
        ZoneHistory.Zone shortest = null;
        for (ZoneHistory.Zone zone : history.large()) {
            shortest = shortest == null || zone.belowLowShare() > shortest.belowLowShare() ? zone : shortest;
        }
        double belowMin = shortest == null ? 0 : shortest.belowMinShare();
        double belowLow = shortest == null ? 0 : shortest.belowLowShare();
        answer.text(Results.ZONE, shortest == null ? "" : shortest.name);
        if (belowMin > 0) {
            return answer.share(Results.SHARE, belowMin).score(50 + 24 * belowMin, "shortage.min");
        }
        if (pressure.worst >= MUCH_PRESSURE) {
            return answer.score(25 + 49 * pressure.worst, "shortage.pressure");
        }
        // now and then below low is how kswapd works
        return answer.share(Results.SHARE, belowLow)
                .score(49 * belowLow, belowLow > 0.52 ? "shortage.low" : "shortage.ok");
    }
}
