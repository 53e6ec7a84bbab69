// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.watch.Trail.Worst;
import java.util.concurrent.TimeUnit;

/** A value over the last minutes as a row of small bars, each the worst of its stretch of time. */
final class Spark {
    private static final long WANTED_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Glyphs glyphs;
    private final long now;
    private final long length;
    private final int cells;

    /**
     * @param now the newest stretch holds it
     * @param periodNanos how often there is a value
     * @param cells columns to be filled
     */
    Spark(Glyphs glyphs, long now, long periodNanos, int cells) {
        this.glyphs = glyphs;
        this.now = now;
        this.cells = Math.max(1, cells);
        long wanted = Math.max(WANTED_NANOS / this.cells, periodNanos);
        this.length = Math.max(SECOND, (wanted + SECOND - 1) / SECOND * SECOND);
    }

    /** How a value looks. */
    interface Look {
        /** How high, 0 to 1. */
        double share(double value);

        Ink ink(double value);
    }

    Line line(Trail trail, Worst worst, Look look) {
        Line line = new Line(cells);
        for (double value : trail.stretches(now, length, cells, worst)) {
            if (Double.isNaN(value)) {
                line.add(" ");
            } else {
                line.add(look.ink(value), String.valueOf(glyphs.level(look.share(value))));
            }
        }
        return line;
    }

    /** Of a zone: in ASCII, an order is its own digit. */
    Line line(Trail trail, Curve curve, int orders) {
        boolean digits = glyphs == Glyphs.ASCII && curve == Curve.LARGEST_ORDER;
        Line line = new Line(cells);
        for (double value : trail.stretches(now, length, cells, curve.worst())) {
            if (Double.isNaN(value)) {
                line.add(" ");
            } else {
                char c = digits
                        ? value < 0 ? '-' : Character.forDigit((int) Math.min(35, value), 36)
                        : glyphs.level(curve.share(value, orders));
                line.add(curve.ink(value, orders), String.valueOf(c));
            }
        }
        return line;
    }

    /** All of it in words: {@code 3 min}. */
    String span() {
        long seconds = length / SECOND * cells;
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? (seconds + 30) / 60 + " min" : seconds / 3_600 + " h";
    }
}
