// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.source.jvm.KnownTasks.Own;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceQueueTest {
    private static final TracedTask TASK = new TracedTask("GC Thread#0", 4711, 1);

    private final TraceQueue queue = new TraceQueue();
    private final List<TracedFailure> failures = new ArrayList<>();
    private final List<TracedStall> stalls = new ArrayList<>();

    private void drain(long now) {
        queue.drain(now, failures::add, stalls::add);
    }

    private static AllocationFailure failure(long nanos) {
        return new AllocationFailure(nanos, 9, "GFP_TRANSHUGE", 1, TASK, false, List.of(), 0);
    }

    @Test
    void givesEachWithWhoseItWasAndWhen() {
        queue.offer(failure(1_000), Own.named("GC Thread#0"));
        queue.offer(failure(3_000), null);
        queue.offer(
                new AllocationStall(
                        AllocationStall.Kind.DIRECT_RECLAIM, 0, 1_000, 2_000, 0, true, null, 8, "GFP_KERNEL", TASK),
                Own.named("GC Thread#0"));
        drain(5_000);

        assertThat(failures).extracting(TracedFailure::inThisJvm).containsExactly(true, false);
        assertThat(failures).extracting(TracedFailure::threadKind).containsExactly(ThreadKind.GC_WORKER, null);
        assertThat(Duration.between(failures.get(0).time(), failures.get(1).time()))
                .isEqualTo(Duration.ofNanos(2_000));
        assertThat(stalls).singleElement().satisfies(stall -> {
            assertThat(stall.javaThread()).isEqualTo("GC Thread#0");
            assertThat(stall.time()).isEqualTo(failures.get(0).time());
        });
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            queue.offer(failure(i), null);
        }
        drain(many);

        assertThat(queue.dropped()).isPositive();
        assertThat(failures.size() + queue.dropped()).isEqualTo(many);
    }
}
