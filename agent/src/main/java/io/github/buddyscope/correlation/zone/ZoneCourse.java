// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.zone;

import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.text.Durations;
import io.github.buddyscope.text.Sizes;
import java.util.List;

/**
 * What the zone that decided did before, during and after an episode.
 *
 * @param zone null where no sample has it
 * @param before its state at the last sample before the window, in words; empty where there's none
 * @param after its state at the sample that shows it recovered, else at the window's last; empty where there's none
 * @param blocksBefore free blocks of the order at the sample before; -1 where not known
 * @param recoveryNanos from the last failure to the first sample that shows it recovered; -1 where none does, or nobody can tell
 * @param recovery that in words, a clause; empty where there's nothing to recover from
 */
public record ZoneCourse(
        ZoneId zone, String before, String after, long blocksBefore, long recoveryNanos, String recovery) {
    public static final ZoneCourse NONE = new ZoneCourse(null, "", "", -1, -1, "");

    /**
     * @param samples of the time line from before the window to its end, in order
     * @param pageSize bytes
     */
    public static ZoneCourse of(Episode episode, List<HostSample> samples, long window, long pageSize) {
        Trouble first = episode.first();
        HostSample before = null;
        for (HostSample sample : samples) {
            if (sample.nanos() - first.nanos() < 0
                    && (before == null || sample.nanos() - (first.nanos() - window) <= 0)) {
                before = sample;
            }
        }
        ZoneId zone = decider(episode.standsFor().diagnosis().zones(), samples);
        if (zone == null) {
            return NONE;
        }
        int order = Math.max(0, episode.standsFor().order());
        ZoneSample then = find(before, zone);
        long blocks = then == null ? -1 : then.free().suitable(order);
        String words = then == null ? "" : words(before, then, order, first.nanos(), pageSize);
        return recovery(episode, samples, window, pageSize, new ZoneCourse(zone, words, "", blocks, -1, ""), then);
    }

    private static ZoneCourse recovery(
            Episode episode, List<HostSample> samples, long window, long pageSize, ZoneCourse so, ZoneSample before) {
        int order = Math.max(0, episode.standsFor().order());
        long last = episode.lastNanos();
        HostSample end = null;
        long bad = -1;
        boolean recovered = false;
        for (HostSample sample : samples) {
            ZoneSample zone = find(sample, so.zone);
            if (zone == null || sample.nanos() - last < 0 || sample.nanos() - last > window || recovered) {
                continue;
            }
            end = sample;
            recovered = isWell(zone, order);
            bad = recovered ? bad : sample.nanos() - last;
        }
        String after = end == null
                ? ""
                : words(end, find(end, so.zone), order, episode.first().nanos(), pageSize);
        if (!canRecover(episode.standsFor().diagnosis().cause())) {
            return new ZoneCourse(so.zone, so.before, after, so.blocksBefore, -1, "");
        }
        String chronic = before != null && !isWell(before, order) ? "; it was no better before" : "";
        if (end == null) {
            return new ZoneCourse(so.zone, so.before, "", so.blocksBefore, -1, "no sample tells how long it lasted");
        }
        if (!recovered) {
            String not = so.zone + " had not recovered within " + time(window) + chronic;
            return new ZoneCourse(so.zone, so.before, after, so.blocksBefore, -1, not);
        }
        long took = end.nanos() - last;
        String words = so.zone + " had recovered "
                + (bad < 0
                        ? "by the first sample, " + time(took) + " later"
                        : "between " + time(bad) + " and " + time(took) + " later")
                + chronic;
        return new ZoneCourse(so.zone, so.before, after, so.blocksBefore, took, words);
    }

    private static boolean canRecover(Cause cause) {
        return cause == Cause.FRAGMENTATION || cause == Cause.SHORTAGE || cause == Cause.UNKNOWN;
    }

    /** A block of the order is there, and free memory is above the low mark, where that's known. */
    private static boolean isWell(ZoneSample zone, int order) {
        ZoneState state = ZoneState.of(zone.info());
        return zone.free().suitable(order) > 0 && state != ZoneState.BELOW_LOW && state != ZoneState.BELOW_MIN;
    }

    /** The largest zone that the report says was asked and refused; without a report the host's largest. */
    private static ZoneId decider(List<ZoneFinding> findings, List<HostSample> samples) {
        ZoneId refused = null;
        long largest = -1;
        for (ZoneFinding finding : findings) {
            switch (finding.rejected()) {
                case NO_BLOCK, UNUSABLE_TYPE, BELOW_WATERMARK, LOWMEM_RESERVE, BELOW_ORDER_WATERMARK -> {
                    Long size = finding.zone().managedKb();
                    size = size != null ? size : finding.zone().presentKb();
                    if (finding.zone().id() != null && (refused == null || size != null && size > largest)) {
                        refused = finding.zone().id();
                        largest = size == null ? -1 : size;
                    }
                }
                default -> {}
            }
        }
        return refused != null || samples.isEmpty() ? refused : largest(samples.get(0));
    }

    private static ZoneId largest(HostSample sample) {
        ZoneId id = null;
        long most = -1;
        for (ZoneSample zone : sample.zones()) {
            long size = zone.info() != null && zone.info().managed() >= 0
                    ? zone.info().managed()
                    : zone.free().pages();
            if (size > most) {
                most = size;
                id = zone.id();
            }
        }
        return id;
    }

    private static ZoneSample find(HostSample sample, ZoneId id) {
        if (sample != null) {
            for (ZoneSample zone : sample.zones()) {
                if (zone.id().equals(id)) {
                    return zone;
                }
            }
        }
        return null;
    }

    /** {@code 5.2 s before: Node 0 Normal 806 MiB free (above high), no free block of 128 KiB or larger}. */
    private static String words(HostSample sample, ZoneSample zone, int order, long nanos, long pageSize) {
        long blocks = zone.free().suitable(order);
        String size = Sizes.block(order, Math.max(1, pageSize / 1024));
        ZoneState state = ZoneState.of(zone.info());
        return time(Math.abs(sample.nanos() - nanos)) + (sample.nanos() - nanos < 0 ? " before: " : " after: ")
                + zone.id() + " " + Sizes.free(zone.free().pages() * (pageSize / 1024)) + " free"
                + (state == ZoneState.UNKNOWN ? "" : " (" + state.words() + ")") + ", "
                + (blocks == 0
                        ? "no free block of " + size + " or larger"
                        : "room for " + blocks + " request" + (blocks == 1 ? "" : "s") + " of " + size);
    }

    private static String time(long nanos) {
        return Durations.of(nanos / 1_000);
    }
}
