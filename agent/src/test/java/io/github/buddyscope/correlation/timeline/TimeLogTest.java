// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.Spanning;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeLogTest {
    private record Span(long startNanos, long endNanos) implements Spanning {}

    private final TimeLog<Span> log = new TimeLog<>(64);

    @Test
    void findsWhatALookAtEachOneFinds() {
        Random random = new Random(3);
        List<Span> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            long end = Long.MAX_VALUE - 500 + random.nextInt(1_000); // the clock may run over
            Span span = new Span(end - random.nextInt(random.nextInt(8) == 0 ? 400 : 20), end);
            log.add(span);
            all.add(span);
        }
        for (int i = 0; i < 500; i++) {
            long from = Long.MAX_VALUE - 600 + random.nextInt(1_200);
            long to = from + random.nextInt(100);
            List<Span> expected = all.stream()
                    .filter(s -> s.endNanos() - from >= 0 && s.startNanos() - to <= 0)
                    .toList();
            assertThat(log.within(from, to)).containsExactlyInAnyOrderElementsOf(expected);
            long least = all.stream()
                    .mapToLong(s -> Math.abs(log.offset(s, from)))
                    .min()
                    .orElseThrow();
            Span nearest = log.nearest(from, 50);
            assertThat(nearest == null ? 51 : Math.abs(log.offset(nearest, from)))
                    .isEqualTo(Math.min(51, least));
        }
    }

    @Test
    void keepsTheLatest() {
        for (int i = 0; i < 1_000; i++) {
            log.add(new Span(i, i));
        }
        log.add(new Span(3, 3));
        assertThat(log.size()).isEqualTo(64);
        assertThat(log.get(0)).isEqualTo(new Span(936, 936));
        assertThat(log.get(63)).isEqualTo(new Span(999, 999));
    }

    @Test
    void anEmptyOneFindsNothing() {
        assertThat(log.within(0, 10)).isEmpty();
        assertThat(log.nearest(5, 100)).isNull();
    }
}
