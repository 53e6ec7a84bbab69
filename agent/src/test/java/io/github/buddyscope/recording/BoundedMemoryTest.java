// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedMemoryTest {
    @Test
    void aFullSeriesJoinsNeighboursAndKeepsTheirLeastAndMost() {
        Series series = new Series(1, 4);
        for (int i = 0; i < 9; i++) {
            series.add(i, i == 5 ? 0 : 10 + i);
        }
        series.fit(4);

        assertThat(series.samplesPerPoint()).isEqualTo(4);
        assertThat(series.size()).isEqualTo(3);
        assertThat(series.least(0, 1)).isZero();
        assertThat(series.most(0, 1)).isEqualTo(17);
        assertThat(series.time(2)).isEqualTo(8);
    }

    @Test
    void whatIsNotKnownIsNotTheLeast() {
        Series series = new Series(1, 2);
        series.add(1, -1);
        series.add(2, 7);
        series.add(3, 9);

        assertThat(series.least(0, 0)).isEqualTo(7);
    }

    @Test
    void aSeriesComesInTheOrderOfTime() {
        Series series = new Series(1, 8);
        series.add(30, 3);
        series.add(10, 1);
        series.add(20, 2);
        series.fit(8);

        assertThat(List.of(series.time(0), series.time(1), series.time(2))).containsExactly(10L, 20L, 30L);
        assertThat(series.least(0, 2)).isEqualTo(3);
    }

    @Test
    void fullMarksSpeakThroughTheLongestOfTheirNeighbours() {
        MarkLog<Long> log = new MarkLog<>(4, Long::longValue, time -> time == 3 ? 100 : 1);
        for (long i = 0; i < 6; i++) {
            log.add(i);
        }

        assertThat(log.count()).isEqualTo(6);
        assertThat(log.joined()).isTrue();
        assertThat(log.marks()).hasSize(4);
        assertThat(log.marks().get(1)).isEqualTo(new Mark<>(3L, 2, 2, 3));
    }

    @Test
    void aFullTallyCountsTheRestTogether() {
        Tally<String> tally = new Tally<>(2);
        tally.add("a", 5);
        tally.add("b", 9);
        tally.add("c", 50);
        tally.add("d", 1);

        assertThat(tally.rows()).extracting(Tally.Row::key).containsExactly("b", "a", null);
        assertThat(tally.rows().get(2).sum()).isEqualTo(51);
    }

    @Test
    void commonTimeCountsWhatOverlapsOnce() {
        Spans pauses = new Spans(10);
        pauses.add(0, 10);
        pauses.add(20, 30);
        Spans stalls = new Spans(10);
        stalls.add(5, 12);
        stalls.add(6, 8);
        stalls.add(29, 40);

        assertThat(pauses.common(stalls)).isEqualTo(6);
    }

    @Test
    void aSourcesDetailMayHaveASemicolonAndAColon() {
        assertThat(SourceText.of("buddyinfo OK; file:/var/log/kern.log PARTIAL: cut; one line: lost; direct pool OFF"))
                .containsExactly(
                        new SourceText("buddyinfo", "OK", ""),
                        new SourceText("file:/var/log/kern.log", "PARTIAL", "cut; one line: lost"),
                        new SourceText("direct pool", "OFF", ""));
    }
}
