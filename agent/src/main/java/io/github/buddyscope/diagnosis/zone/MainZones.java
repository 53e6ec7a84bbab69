// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.model.ReportZone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The zones that stand for a request: on every node the highest one that it may use, to which lowmem_reserve is never
 * closed. Lower zones are fallbacks. They end near their reserve whenever the main zone can't serve, so how close they
 * came says little about the cause.
 */
public final class MainZones {
    private final List<ZoneVerdict> main = new ArrayList<>();
    private final List<ZoneVerdict> fallback = new ArrayList<>();

    /** Parts the zones that were open to the request and have memory. */
    public MainZones(Attempt attempt, List<ZoneVerdict> verdicts) {
        Map<Integer, ClassZone> top = new HashMap<>();
        for (ZoneVerdict verdict : verdicts) {
            if (open(verdict)) {
                top.merge(node(verdict), zone(verdict), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        for (ZoneVerdict verdict : verdicts) {
            if (!open(verdict)) {
                continue;
            }
            Long reserve = attempt.reserve(verdict.zone(), attempt.classZone());
            boolean highest = top.get(node(verdict)) == zone(verdict);
            (highest && (reserve == null || reserve == 0) ? main : fallback).add(verdict);
        }
    }

    private static boolean open(ZoneVerdict verdict) {
        return !verdict.is(Rejection.NOT_ALLOWED) && !empty(verdict.zone());
    }

    /** A zone without memory is printed all the same by kernels before 4.12, and where memory is all movable. */
    public static boolean empty(ReportZone zone) {
        boolean nothing = zone.freeKb() != null && zone.freeKb() == 0 && zone.highKb() != null && zone.highKb() == 0;
        return nothing && (zone.managedKb() == null || zone.managedKb() == 0);
    }

    /** Empty where the dump lacks the zone that the request would have been served from. */
    public List<ZoneVerdict> main() {
        return main;
    }

    /** The others that were open to the request. */
    public List<ZoneVerdict> fallback() {
        return fallback;
    }

    private static int node(ZoneVerdict verdict) {
        return verdict.zone().id().node();
    }

    private static ClassZone zone(ZoneVerdict verdict) {
        return ClassZone.named(verdict.zone().id().zone());
    }
}
