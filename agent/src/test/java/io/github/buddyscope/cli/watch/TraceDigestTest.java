// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.AllocationStall.Kind;
import io.github.buddyscope.model.TracedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceDigestTest {
    private static final long MILLI = 1_000_000;

    private final TraceDigest digest = new TraceDigest();

    @Test
    void stallsOfOneTaskAndOrderAreToldAsOne() {
        digest.add(compaction("java", 2, "no_suitable_page"), false);
        digest.add(compaction("java", 8, "success"), false);

        List<Happening> told = new ArrayList<>();
        assertThat(digest.drain(Instant.EPOCH, told)).isEqualTo(new TraceDigest.Totals(2, 10 * MILLI));
        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo("java order 9: 2 direct compactions, 10 ms in all, longest 8 ms");
            assertThat(one.why()).isEqualTo("the longest: success");
            assertThat(one.fields())
                    .isEqualTo(
                            "what=\"direct compaction\" task=java order=9 count=2 micros=10000 longest=8000 thisjvm=false");
        });
    }

    @Test
    void theJvmsOwnComeFirstAndOfTheOthersTheLongest() {
        for (int i = 1; i <= 9; i++) {
            digest.add(compaction("task" + i, i, "success"), i == 2);
        }

        assertThat(told())
                .extracting(Happening::what)
                .containsExactly(
                        "task2 order 9: direct compaction, 2 ms",
                        "task9 order 9: direct compaction, 9 ms",
                        "task8 order 9: direct compaction, 8 ms",
                        "task7 order 9: direct compaction, 7 ms",
                        "5 more stalls and failed attempts, each kind of them shorter");
    }

    @Test
    void anAttemptSaysWhatItMeansThatItFailed() {
        digest.add(
                new AllocationFailure(
                        0, 9, "GFP_TRANSHUGE_LIGHT", 1, new TracedTask("java", 7, 0), false, List.of(), 0),
                true);

        assertThat(told()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(Happening.Kind.ATTEMPT);
            assertThat(one.ours()).isTrue();
            assertThat(one.why()).startsWith("the caller goes on with smaller blocks");
        });
    }

    @Test
    void aFloodStaysSmallAndIsCounted() {
        for (int i = 0; i < 100_000; i++) {
            digest.add(compaction("t" + i, 1, "success"), false);
        }
        assertThat(told())
                .hasSize(5)
                .last()
                .satisfies(rest -> assertThat(rest.what()).startsWith("99996 more"));
        assertThat(told()).isEmpty();
    }

    private List<Happening> told() {
        List<Happening> told = new ArrayList<>();
        digest.drain(Instant.EPOCH, told);
        return told;
    }

    private static AllocationStall compaction(String task, long millis, String result) {
        return new AllocationStall(
                Kind.DIRECT_COMPACTION, 9, 0, millis * MILLI, 0, true, result, -1, null, new TracedTask(task, 7, 0));
    }
}
