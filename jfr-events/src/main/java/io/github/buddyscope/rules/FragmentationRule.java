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

/** Memory enough, but not in pieces of the size: what failed for it, and which zone is on the way there. */
public final class FragmentationRule extends BuddyscopeRule {
    /** Above half of the free memory unusable, the kernel's own compaction begins to care. */
    private static final double MUCH = 0.5;

    private static final TypedPreference<IQuantity> ORDER = new TypedPreference<>(
            "buddyscope.fragmentation.order",
            Messages.get("preference.order"),
            Messages.get("preference.order.description"),
            UnitLookup.NUMBER,
            UnitLookup.NUMBER_UNITY.quantity(5));

    public FragmentationRule() {
        super(
                "BuddyscopeFragmentation",
                "fragmentation",
                List.of(ORDER),
                List.of(
                        Results.EVENT,
                        Results.EPISODES,
                        Results.FAILURES,
                        Results.WHEN,
                        Results.CONFIDENCE,
                        Results.VERDICT,
                        Results.ADVICE,
                        Results.ZONE,
                        Results.FREE,
                        Results.SHARE,
                        Results.ORDER));
    }

    @Override
    IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer) {
        Episodes failed = Episodes.of(events, Set.of("FRAGMENTATION"));
        if (failed.any()) {
            return failed.into(answer).score(failed.score(), "fragmentation.failed");
        }
        Episodes stalled = Episodes.ofPauses(events, Set.of("FRAGMENTATION"));
        if (stalled.any()) {
            return stalled.into(answer).score(Math.min(70, stalled.score()), "fragmentation.stalled");
        }
        long order = preferences.getPreferenceValue(ORDER).clampedLongValueIn(UnitLookup.NUMBER_UNITY);
        ZoneHistory history = ZoneHistory.of(events, order);
        if (!history.any()) {
            return without(Events.ZONE, events, answer);
        }
        answer.number(Results.ORDER, order);
        ZoneHistory.Zone exhausted = null;
        ZoneHistory.Zone spread = null;
        for (ZoneHistory.Zone zone : history.large()) {
            exhausted = exhausted == null || zone.exhaustedShare() > exhausted.exhaustedShare() ? zone : exhausted;
            spread = spread == null || zone.meanUnusable() > spread.meanUnusable() ? zone : spread;
        }
        if (exhausted != null && exhausted.exhausted > 0) {
            return answer.text(Results.ZONE, exhausted.name)
                    .bytes(Results.FREE, exhausted.freeAtWorst)
                    .share(Results.SHARE, exhausted.exhaustedShare())
                    .score(50 + 24 * exhausted.exhaustedShare(), "fragmentation.exhausted");
        }
        double unusable = spread == null ? 0 : spread.meanUnusable();
        answer.text(Results.ZONE, spread == null ? "" : spread.name).share(Results.SHARE, unusable);
        return unusable >= MUCH
                ? answer.score(25 + 24 * (unusable - MUCH) / (1 - MUCH), "fragmentation.spread")
                : answer.score(24 * unusable / MUCH, "fragmentation.ok");
    }
}
