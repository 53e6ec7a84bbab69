// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

/** When something happened, {@link System#nanoTime()} scale: not before {@code low}, not after {@code high}. */
public record TimeSpan(long low, long best, long high) {
    public TimeSpan {
        best = Math.max(low, Math.min(high, best));
    }

    /** @param limit a time that it can't have happened after; one that contradicts the rest moves the whole span */
    TimeSpan notAfter(long limit) {
        return limit < low
                ? new TimeSpan(limit - (high - low), limit, limit)
                : new TimeSpan(low, best, Math.min(high, limit));
    }

    /** @return null where the two have nothing in common */
    public TimeSpan and(TimeSpan other) {
        long from = Math.max(low, other.low);
        long to = Math.min(high, other.high);
        return from > to ? null : new TimeSpan(from, best, to);
    }

    KernelTime time(Moment now) {
        long error = Math.max(high - best, best - low) + now.errorNanos();
        return new KernelTime(best, now.time().plusNanos(best - now.nanos()), error);
    }
}
