// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final long START = Long.MAX_VALUE - 10; // wraps on the way
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(Rehearsal.PATIENCE_SECONDS);

    private final List<Verdict> rehearsed = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private final Publishers publishers = new Publishers(new AgentLog(System.err, AgentLog.Level.OFF));
    private final Rehearsal rehearsal = new Rehearsal(publishers, START);

    RehearsalTest() {
        publishers.add(new Publisher() {
            @Override
            public void host(LatestHost latest) {
                told.add(latest);
            }

            @Override
            public void direct(DirectActivity activity) {
                told.add(activity);
            }

            @Override
            public void failure(KernelFailure failure) {
                told.add(failure);
            }

            @Override
            public void verdict(Verdict verdict) {
                told.add(verdict);
            }

            @Override
            public void health(AgentHealth health) {
                told.add(health);
            }

            @Override
            public void rehearse(KernelFailure failure, Verdict verdict) {
                rehearsed.add(verdict);
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void goesOnceWithTheFirstLookAndTellsNobody() {
        rehearsal.tick(true, START);
        rehearsal.tick(true, START + 2 * PATIENCE);

        assertThat(rehearsed).hasSize(1);
        assertThat(rehearsed.get(0).summary()).contains("512 KiB in one piece").doesNotContain("  ");
        assertThat(told).isEmpty();
        assertThat(publishers.failures()).isZero();
    }

    @Test
    void waitsWhileNobodyLooksButNotForEver() {
        rehearsal.tick(false, START + PATIENCE - 1);
        assertThat(rehearsed).isEmpty();

        rehearsal.tick(false, START + PATIENCE);
        assertThat(rehearsed).hasSize(1);
    }
}
