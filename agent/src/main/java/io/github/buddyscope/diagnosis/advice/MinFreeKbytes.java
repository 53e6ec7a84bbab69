// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.zone.HiddenMemory;
import io.github.buddyscope.model.ReportZone;

/**
 * {@code vm.min_free_kbytes} as the report shows it: the sum of the zones' min, without the boost and without HighMem and
 * Movable, which have a min of their own ({@code __setup_per_zone_wmarks}).
 *
 * @param kb approximate: the kernel rounds zone by zone
 * @param managedKb memory of those zones, what is present where the kernel prints no more; 0 where not printed
 */
record MinFreeKbytes(long kb, long managedKb) {
    /** Of a petabyte and more a log that was tampered with speaks. */
    private static final long MOST_KB = 1L << 40;

    /** Null where a zone line lacks its min, or zones are left out of the report. */
    static MinFreeKbytes of(Attempt attempt) {
        Long hidden = HiddenMemory.freeKb(attempt);
        if (hidden != null && hidden > 0 || attempt.report().memory().zones().isEmpty()) {
            return null;
        }
        long sum = 0;
        long managed = 0;
        boolean normal = false;
        for (ReportZone zone : attempt.report().memory().zones()) {
            ClassZone named = ClassZone.named(zone.id().zone());
            if (zone.minKb() == null || named == null) {
                return null;
            }
            if (named.compareTo(ClassZone.NORMAL) <= 0) {
                sum += zone.minKb() - (zone.boostKb() == null ? 0 : zone.boostKb());
                Long memory = memory(zone);
                managed = memory == null || managed < 0 ? -1 : managed + memory;
                normal |= closes(attempt, zone);
            }
        }
        return sum > 0 && normal ? new MinFreeKbytes(sum, Math.max(managed, 0)) : null;
    }

    /** Kernels before 3.10 print only what is present, of which they manage almost all. Null where it's not plausible. */
    private static Long memory(ReportZone zone) {
        Long kb = zone.managedKb() != null ? zone.managedKb() : zone.presentKb();
        return kb == null || kb < 0 || kb > MOST_KB ? null : kb;
    }

    /** The zone is the highest that kernel memory can come from: without it, the dump isn't whole. */
    private static boolean closes(Attempt attempt, ReportZone zone) {
        Long reserve = attempt.reserve(zone, ClassZone.NORMAL);
        return reserve != null && reserve == 0;
    }

    /** Twice to three times, never more than a twentieth of the memory where that is known. */
    long atMostKb() {
        return managedKb > 0 ? Math.min(3 * kb, managedKb / 20) : 3 * kb;
    }
}
