// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostFacts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentFactsTest {
    @Test
    void readsTheHostOnceASecondHoweverManyFailuresCome() {
        AtomicInteger reads = new AtomicInteger();
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
        RecentFacts facts = new RecentFacts(
                () -> {
                    reads.incrementAndGet();
                    return HostFacts.UNKNOWN;
                },
                now::get);

        for (int i = 0; i < 1_000; i++) {
            facts.get();
        }
        assertThat(reads).hasValue(1);

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        facts.get();
        assertThat(reads).hasValue(2);
    }
}
