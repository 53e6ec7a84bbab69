// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.ZoneInfo;

/**
 * A zone's free memory between its marks: four bands of equal width, below min, up to low, up to high and beyond. The marks
 * are a small part of a zone, so to scale they would all stand at the left end; the last band is logarithmic up to all of
 * the zone.
 */
final class Gauge {
    private static final int MARKS = 3;
    private static final long BEYOND = 64; // times high, where the zone's size isn't known

    private final Glyphs glyphs;
    private final int band;

    /** @param band columns of each band, 3 at least */
    Gauge(Glyphs glyphs, int band) {
        this.glyphs = glyphs;
        this.band = band;
    }

    int width() {
        return (MARKS + 1) * band + MARKS;
    }

    /** The names of the marks, above them. */
    Line heading() {
        return new Line(width())
                .to(band - 1)
                .add(Ink.HEADING, "min")
                .to(2 * band)
                .add(Ink.HEADING, "low")
                .to(3 * band + 1)
                .add(Ink.HEADING, "high");
    }

    /** @param info null where not known */
    Line of(ZoneInfo info) {
        ZoneState state = ZoneState.of(info);
        if (state == ZoneState.UNKNOWN) {
            return new Line(width()).add(Ink.FAINT, "?");
        }
        Ink ink = ink(state);
        double reached = position(info);
        Line line = new Line(width());
        for (int i = 0; i <= MARKS; i++) {
            int full = (int) Math.max(0, Math.min(band, Math.ceil((reached - i) * band)));
            line.add(ink, String.valueOf(glyphs.full()).repeat(full));
            line.add(Ink.FAINT, String.valueOf(glyphs.empty()).repeat(band - full));
            if (i < MARKS) {
                line.add(reached > i + 1 ? ink : Ink.FAINT, String.valueOf(glyphs.mark()));
            }
        }
        return line;
    }

    static Ink ink(ZoneState state) {
        return switch (state) {
            case ABOVE_HIGH -> Ink.GOOD;
            case BELOW_HIGH, UNKNOWN -> Ink.PLAIN;
            case BELOW_LOW -> Ink.WARNING;
            case BELOW_MIN -> Ink.ALARM;
        };
    }

    /** In bands from the left: 1 at min, 2 at low, 3 at high, 4 where all is free. */
    static double position(ZoneInfo info) {
        double free = info.free();
        double min = info.watermarks().min();
        double low = info.watermarks().low();
        double high = info.watermarks().high();
        if (free <= min) {
            return min == 0 ? 1 : free / min;
        }
        if (free <= low) {
            return 1 + (free - min) / (low - min);
        }
        if (free <= high) {
            return 2 + (free - low) / (high - low);
        }
        double most = info.managed() > high ? info.managed() : Math.max(1, high) * BEYOND;
        return 3 + Math.min(1, Math.log(free / Math.max(1, high)) / Math.log(most / Math.max(1, high)));
    }
}
