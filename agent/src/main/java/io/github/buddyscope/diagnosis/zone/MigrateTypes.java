// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.model.ReportZone.BuddyList;
import java.util.StringJoiner;

/**
 * The letters behind a buddy list's counts ({@code show_migration_types}, mm/page_alloc.c and mm/show_mem.c, since
 * 3.10): Unmovable, Movable, rEclaimable, Reserve (up to 4.3), HighAtomic (since 4.4), CMA, Isolate. They say which free
 * lists are not empty, not how many blocks each has.
 */
final class MigrateTypes {
    private static final String ANYONE = "UMER";

    private MigrateTypes() {}

    /** Some block of {@code order} or above may be in a list that the request can use. */
    static boolean usable(BuddyList buddy, int order, GfpFlags flags, WatermarkRule rule) {
        for (int o = order; o < buddy.counts().orders(); o++) {
            if (Blocks.count(buddy, o) > 0 && usable(letters(buddy, o), flags, rule)) {
                return true;
            }
        }
        return false;
    }

    private static boolean usable(String letters, GfpFlags flags, WatermarkRule rule) {
        if (letters.isEmpty()) {
            return true;
        }
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (ANYONE.indexOf(letter) >= 0
                    || letter == 'C' && flags.movable()
                    || letter == 'H' && rule.mayUseHighAtomic(flags)) {
                return true;
            }
        }
        return false;
    }

    private static String letters(BuddyList buddy, int order) {
        return order < buddy.types().size() ? buddy.types().get(order) : "";
    }

    /** The names behind letters, e.g. {@code HighAtomic and CMA}. */
    static String names(String letters) {
        StringJoiner names = new StringJoiner(" and ");
        for (int i = 0; i < letters.length(); i++) {
            names.add(
                    switch (letters.charAt(i)) {
                        case 'U' -> "Unmovable";
                        case 'M' -> "Movable";
                        case 'E' -> "Reclaimable";
                        case 'R' -> "Reserve";
                        case 'H' -> "HighAtomic";
                        case 'C' -> "CMA";
                        case 'I' -> "Isolate";
                        default -> "unknown";
                    });
        }
        return names.toString();
    }
}
