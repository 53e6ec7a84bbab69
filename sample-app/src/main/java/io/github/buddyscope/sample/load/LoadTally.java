// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.load;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What became of the requests. */
final class LoadTally {
    private final AtomicLong started = new AtomicLong();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final AtomicReference<String> firstError = new AtomicReference<>();

    /** Whether one more request may be sent. */
    boolean mayStart(int limit) {
        return started.getAndIncrement() < limit;
    }

    void answered(int status, long tookNanos) {
        answered.increment();
        nanos.add(tookNanos);
        slowest.accumulate(tookNanos);
        if (status != 200) {
            refused.increment();
            firstError.compareAndSet(null, "status " + status);
        }
    }

    void failed(Exception cause) {
        failed.increment();
        firstError.compareAndSet(null, cause.toString());
    }

    boolean anyAnswered() {
        return answered.sum() > 0;
    }

    String inWords(long elapsedNanos) {
        long count = answered.sum();
        double seconds = elapsedNanos / 1e9;
        long errors = refused.sum() + failed.sum();
        return String.format(
                Locale.ROOT,
                "load: %d requests answered in %.1f s, %.1f a second, mean %.1f ms, slowest %.1f ms; errors: %d%s",
                count,
                seconds,
                count / seconds,
                count == 0 ? 0 : nanos.sum() / 1e6 / count,
                slowest.get() / 1e6,
                errors,
                errors == 0 ? "" : " (the first: " + firstError.get() + ")");
    }
}
