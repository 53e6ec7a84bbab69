// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How two clocks stood to each other in the course of a boot, so that what happened hours ago is placed by what was known
 * of that hour. At most {@link #MOST} points, ever further apart as the boot grows old. Not thread-safe.
 */
public final class OffsetTrail {
    static final int MOST = 256;

    /**
     * What was known at one time, all in nanoseconds.
     *
     * @param at {@link System#nanoTime()} scale
     * @param low nanoTime minus the kernel's clock at least
     * @param wall the wall clock since 1970 minus nanoTime
     */
    public record Point(long at, long low, long best, long high, long wall) {
        /** When something with that stamp happened; what is known of another time is the vaguer the further off it is. */
        public TimeSpan span(long stamp) {
            long drift = Math.abs(stamp + best - at) / ClockOffset.PER_DRIFT;
            return new TimeSpan(stamp + low - drift, stamp + best, stamp + high + drift);
        }
    }

    private final List<Point> points = new ArrayList<>();
    private long apart = TimeUnit.MINUTES.toNanos(1);
    private long begun; // of the last point, which is brought up to date until the next begins

    /** Takes a point that is later than those before. */
    public void add(Point point) {
        if (!points.isEmpty() && point.at - begun < apart) {
            points.set(points.size() - 1, point);
            return;
        }
        if (points.size() == MOST) {
            thin();
        }
        points.add(point);
        begun = point.at;
    }

    private void thin() {
        for (int i = 0; i < MOST / 2; i++) {
            points.set(i, points.get(2 * i + 1));
        }
        points.subList(MOST / 2, MOST).clear();
        apart *= 2;
    }

    /** The point nearest to that stamp; null where there is none. */
    public Point nearest(long stamp) {
        Point nearest = null;
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            if (nearest == null || distance(point, stamp) < distance(nearest, stamp)) {
                nearest = point;
            }
        }
        return nearest;
    }

    private static long distance(Point point, long stamp) {
        return Math.abs(stamp + point.best - point.at);
    }

    int size() {
        return points.size();
    }
}
