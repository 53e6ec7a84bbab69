// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.publish.Publisher;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final long START = Long.MAX_VALUE - 10; // wraps on the way
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(Rehearsal.PATIENCE_SECONDS);

    private final List<Verdict> rehearsed = new ArrayList<>();
    private final List<FailureReport> aside = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Publishers publishers = new Publishers(new AgentLog(System.err, AgentLog.Level.OFF));
    private boolean room = true;
    private final Rehearsal rehearsal = new Rehearsal(publishers, Runnable::run, aside::add, START, () -> room);

    RehearsalTest() {
        publishers.add((Publisher) Proxy.newProxyInstance(
                Publisher.class.getClassLoader(), new Class<?>[] {Publisher.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rehearse")) {
                        rehearsed.add((Verdict) arguments[1]);
                    } else {
                        told.add(method.getName());
                    }
                    return null;
                }));
    }

    @Test
    void goesOnceWithTheFirstLookAndTellsNobody() {
        rehearsal.tick(true, START);
        rehearsal.tick(true, START + 2 * PATIENCE);

        assertThat(rehearsed).hasSize(1);
        assertThat(rehearsed.get(0).summary()).contains("512 KiB in one piece").doesNotContain("  ");
        assertThat(aside).hasSize(1);
        assertThat(told).isEmpty();
        assertThat(publishers.failures()).isZero();
    }

    @Test
    void neverBeginsInAFullHeap() {
        room = false;
        for (int days = 0; days < 3; days++) {
            rehearsal.tick(true, START + TimeUnit.DAYS.toNanos(days));
        }
        assertThat(rehearsed).isEmpty();

        room = true;
        rehearsal.tick(true, START + TimeUnit.DAYS.toNanos(3));
        assertThat(rehearsed).hasSize(1);
    }

    @Test
    void waitsWhileNobodyLooksButNotForEver() {
        rehearsal.tick(false, START + PATIENCE - 1);
        assertThat(rehearsed).isEmpty();

        rehearsal.tick(false, START + PATIENCE);
        assertThat(rehearsed).hasSize(1);
    }
}
