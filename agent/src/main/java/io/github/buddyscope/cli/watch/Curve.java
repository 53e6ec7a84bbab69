// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.watch.Trail.Worst;
import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.model.ZoneSample;

/** What of a zone is drawn over time. */
public enum Curve {
    LARGEST_ORDER("largest order", Worst.LOWEST) {
        @Override
        double value(ZoneSample zone) {
            return zone.free().largestOrder();
        }

        @Override
        double share(double value, int orders) {
            return orders < 2 ? 1 : (value + 1) / orders;
        }

        @Override
        Ink ink(double value, int orders) {
            return value <= COSTLY ? Ink.ALARM : value < Math.min(THP, orders - 1) ? Ink.WARNING : Ink.GOOD;
        }
    },
    UNUSABLE_5("unusable at 5", Worst.HIGHEST) {
        @Override
        double value(ZoneSample zone) {
            return Fragmentation.unusableIndex(zone.free(), 5) / 1000.0;
        }
    },
    UNUSABLE_9("unusable at 9", Worst.HIGHEST) {
        @Override
        double value(ZoneSample zone) {
            return Fragmentation.unusableIndex(zone.free(), 9) / 1000.0;
        }
    };

    /** Up to this order the kernel hardly ever gives up (PAGE_ALLOC_COSTLY_ORDER, include/linux/mmzone.h). */
    static final int COSTLY = 3;
    /** Of a transparent huge page on x86. */
    private static final int THP = 9;

    private final String title;
    private final Worst worst;

    Curve(String title, Worst worst) {
        this.title = title;
        this.worst = worst;
    }

    String title() {
        return title;
    }

    Worst worst() {
        return worst;
    }

    abstract double value(ZoneSample zone);

    /** How high it's drawn, 0 to 1. */
    double share(double value, int orders) {
        return value;
    }

    Ink ink(double value, int orders) {
        return value > 0.99 ? Ink.ALARM : value > 0.8 ? Ink.WARNING : Ink.GOOD;
    }

    Curve next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
