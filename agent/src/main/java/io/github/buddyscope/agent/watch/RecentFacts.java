// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.model.HostFacts;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The host's facts, read anew once a second at most: they take some twenty files, and failures may come by the thousand. */
public final class RecentFacts implements Supplier<HostFacts> {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<HostFacts> reader;
    private final LongSupplier clock;
    private HostFacts facts;
    private long readAt;

    /** @param clock nanoseconds, as of {@link System#nanoTime()} */
    public RecentFacts(Supplier<HostFacts> reader, LongSupplier clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** For one thread. */
    @Override
    public HostFacts get() {
        long now = clock.getAsLong();
        if (facts == null || now - readAt >= KEPT_NANOS) {
            facts = reader.get();
            readAt = now;
        }
        return facts;
    }
}
