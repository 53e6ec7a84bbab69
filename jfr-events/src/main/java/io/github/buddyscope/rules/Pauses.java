// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The collection pauses of a recording, and how much of each a thread that works in it was stalled. */
final class Pauses {
    /** Both ends in nanoseconds since the epoch. */
    record Span(long begin, long end) {}

    /** A pause with the stalls that fell into it. */
    static final class Pause {
        final long begin;
        final long end;
        private final List<Span> stalls = new ArrayList<>();

        Pause(long begin, long end) {
            this.begin = begin;
            this.end = end;
        }

        /** Wall time in which at least one of its threads was stalled. */
        long stalled() {
            stalls.sort(Comparator.comparingLong(Span::begin));
            long sum = 0;
            long covered = begin;
            for (Span stall : stalls) {
                long from = Math.max(covered, stall.begin());
                long to = Math.min(end, stall.end());
                if (to > from) {
                    sum += to - from;
                    covered = to;
                }
            }
            return sum;
        }
    }

    private final List<Pause> byBegin = new ArrayList<>();
    private long longest;

    static Pauses of(Events events) {
        Pauses pauses = new Pauses();
        events.each(Events.PAUSE, row -> {
            long begin = row.epochNanos("startTime");
            long length = row.nanos("duration");
            if (begin != Row.UNKNOWN && length > 0) {
                pauses.byBegin.add(new Pause(begin, begin + length));
                pauses.longest = Math.max(pauses.longest, length);
            }
        });
        pauses.byBegin.sort(Comparator.comparingLong(pause -> pause.begin));
        return pauses;
    }

    boolean any() {
        return !byBegin.isEmpty();
    }

    void stalled(long begin, long end) {
        for (int at = firstFrom(begin - longest); at < byBegin.size() && byBegin.get(at).begin < end; at++) {
            if (byBegin.get(at).end > begin) {
                byBegin.get(at).stalls.add(new Span(begin, end));
            }
        }
    }

    private int firstFrom(long time) {
        int low = 0;
        int high = byBegin.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byBegin.get(middle).begin < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Those that were. */
    List<Pause> hit() {
        List<Pause> hit = new ArrayList<>();
        for (Pause pause : byBegin) {
            if (!pause.stalls.isEmpty()) {
                hit.add(pause);
            }
        }
        return hit;
    }
}
