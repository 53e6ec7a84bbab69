// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.watch.Trail.Worst;
import java.util.concurrent.TimeUnit;

/**
 * The time axis that all curves of a picture share, up to now at its right end: a value over the last minutes is a row of
 * small bars, each the worst of its stretch of time.
 */
final class Axis {
    private static final long WANTED_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAST = 4;
    private static final int MOST = 180;

    private final Glyphs glyphs;
    private final long now;
    private final int column;
    private final int end;
    private final long length;

    /**
     * @param periodNanos how often there is a value
     * @param column where the room for curves begins
     * @param end where the line ends
     */
    Axis(Glyphs glyphs, long now, long periodNanos, int column, int end) {
        this.glyphs = glyphs;
        this.now = now;
        this.end = end;
        this.column = Math.max(column, end - MOST);
        long wanted = Math.max(WANTED_NANOS / Math.max(LEAST, end - this.column), periodNanos);
        this.length = Math.max(SECOND, (wanted + SECOND - 1) / SECOND * SECOND);
    }

    /** How a value looks. */
    interface Look {
        /** How high, 0 to 1. */
        double share(double value);

        Ink ink(double value);
    }

    /** Puts the curve at the end of a line, without its oldest part where the line has text there. */
    void add(Line line, Trail trail, Worst worst, Look look) {
        add(line, trail, worst, look, false);
    }

    /** Of a zone: in ASCII, an order is its own digit. */
    void add(Line line, Trail trail, Curve curve, int orders) {
        Look look = new Look() {
            @Override
            public double share(double value) {
                return curve.share(value, orders);
            }

            @Override
            public Ink ink(double value) {
                return curve.ink(value, orders);
            }
        };
        add(line, trail, curve.worst(), look, glyphs == Glyphs.ASCII && curve == Curve.LARGEST_ORDER);
    }

    private void add(Line line, Trail trail, Worst worst, Look look, boolean digits) {
        int begin = Math.max(column, line.width() + 2);
        if (end - begin < LEAST) {
            return;
        }
        line.to(begin);
        for (double value : trail.stretches(now, length, end - begin, worst)) {
            if (Double.isNaN(value)) {
                line.add(" ");
            } else {
                char bar = digits ? digit(value) : glyphs.level(look.share(value));
                line.add(look.ink(value), String.valueOf(bar));
            }
        }
    }

    private static char digit(double order) {
        return order < 0
                ? '-'
                : Character.forDigit((int) Math.min(Character.MAX_RADIX - 1, order), Character.MAX_RADIX);
    }

    /** Puts a title above, with how long it is where that has room. */
    void title(Line line, String title) {
        String span = span();
        int room = end - column;
        if (room >= LEAST) {
            String whole = title + ", " + span;
            line.to(column).add(Ink.HEADING, whole.length() <= room ? whole : title.length() <= room ? title : span);
        }
    }

    private String span() {
        long seconds = length / SECOND * (end - column);
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? (seconds + 30) / 60 + " min" : seconds / 3_600 + " h";
    }
}
