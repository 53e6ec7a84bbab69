// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.HostAnswer;
import io.github.buddyscope.model.HostFacts;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The host's facts, read anew once a second at most: they take some twenty files, and failures may come by the thousand. They
 * are asked for when a failure's report begins, so that they're there when it's over.
 */
public final class RecentFacts implements Facts {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HostAnswer<HostFacts> answer;
    private final LongSupplier clock;
    private volatile HostFacts facts;
    private volatile long readAt;

    /** @param clock nanoseconds, as of {@link System#nanoTime()} */
    public RecentFacts(HostAnswer<HostFacts> answer, LongSupplier clock) {
        this.answer = answer;
        this.clock = clock;
    }

    private boolean old(long now) {
        return facts == null || now - readAt >= KEPT_NANOS;
    }

    @Override
    public void expected() {
        if (old(clock.getAsLong())) {
            answer.ask();
        }
    }

    /** For one thread. */
    @Override
    public HostFacts get() {
        long now = clock.getAsLong();
        if (old(now)) {
            facts = answer.get();
            readAt = now;
        }
        return facts;
    }
}
