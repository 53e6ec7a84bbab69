// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.agent.runtime.HostAnswer;
import io.github.buddyscope.model.HostFacts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentFactsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final RecentFacts facts = new RecentFacts(new HostAnswer<>(this::read, HostFacts.UNKNOWN), now::get);

    private HostFacts read() {
        reads.incrementAndGet();
        return HostFacts.UNKNOWN;
    }

    @Test
    void readsTheHostOnceASecondHoweverManyFailuresCome() {
        for (int i = 0; i < 1_000; i++) {
            facts.get();
        }
        assertThat(reads).hasValue(1);

        now.addAndGet(SECOND);
        facts.get();
        assertThat(reads).hasValue(2);
    }

    @Test
    void whatIsExpectedIsReadAheadAndNoSecondTime() {
        facts.expected();
        facts.expected();
        await().untilAsserted(() -> assertThat(reads).hasValue(1));

        facts.get();
        facts.expected();
        facts.get();
        assertThat(reads).hasValue(1);

        now.addAndGet(SECOND);
        facts.expected();
        facts.get();
        assertThat(reads).hasValue(2);
    }
}
