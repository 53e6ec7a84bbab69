// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureEpisodesTest {
    private static final long MINUTE = 60_000_000;

    private record Told(long first, long last, long untold, boolean again, long stands) {}

    private final List<Told> told = new ArrayList<>();
    private final FailureEpisodes episodes = new FailureEpisodes(e -> told.add(new Told(
            e.first().number(),
            e.last().number(),
            e.untold(),
            e.isTold(),
            e.report().header().number())));
    private long line;

    private void add(Reports like, Long micros) {
        add(like.build(), micros, 0);
    }

    private void add(FailureReport like, Long micros, int boot) {
        line++;
        FailureReport report = new FailureReport(
                like.kind(),
                new KernelLine(line, "", null, null, null, null),
                like.request(),
                like.origin(),
                like.memory(),
                like.detail(),
                0,
                1,
                0,
                "");
        episodes.add(new LogTime(line, micros, boot), report, Diagnostician.diagnose(report));
    }

    @Test
    void failuresAlikeThatComeOneAfterTheOtherAreOne() {
        for (int i = 0; i < 500; i++) {
            add(Reports.seed(), i * 59 * MINUTE);
        }
        assertThat(told).isEmpty();
        episodes.end();
        assertThat(told).containsExactly(new Told(1, 500, 500, false, 1));
    }

    @Test
    void anHourWithoutOneEndsTheEpisode() {
        add(Reports.seed(), 0L);
        add(Reports.seed(), 60 * MINUTE);
        add(Reports.seed(), 121 * MINUTE);
        assertThat(told).containsExactly(new Told(1, 2, 2, false, 1));
    }

    @Test
    void soDoesABootAndAClockThatWasSetBack() {
        add(Reports.seed().build(), 500 * MINUTE, 0);
        add(Reports.seed().build(), 501 * MINUTE, 1);
        add(Reports.seed().build(), 1 * MINUTE, 1);
        episodes.end();
        assertThat(told).extracting(Told::untold).containsExactly(1L, 1L, 1L);
    }

    @Test
    void withoutTimesTheDistanceInLinesDecides() {
        add(Reports.seed(), null);
        line = 10_000;
        add(Reports.seed(), null);
        line = 30_000;
        add(Reports.seed(), null);
        episodes.end();
        assertThat(told).extracting(Told::untold).containsExactly(2L, 1L);
    }

    @Test
    void anotherOrderOriginOrCauseIsAnotherEpisode() {
        Reports other = Reports.kernel("5.10.1").frame("f [nvidia]");
        add(other.asked(5, 0xdc0), 0L);
        add(other.asked(6, 0xdc0), 0L);
        add(other.asked(5, 0xdc0), 0L);
        add(Reports.kernel("5.10.1").asked(5, 0xdc0).frame("f [mlx5_core]"), 0L);
        add(FailureHistoryTest.kill("/a", 0), 0L, 0);
        add(FailureHistoryTest.kill("/b", 0), 0L, 0);
        add(FailureHistoryTest.kill("/a", 3), 0L, 0);
        episodes.end();
        assertThat(told).extracting(Told::first).containsExactly(1L, 2L, 4L, 5L, 6L);
        assertThat(told).extracting(Told::untold).containsExactly(2L, 1L, 1L, 2L, 1L);
    }

    @Test
    void aReportWithoutItsDumpBelongsToThoseWithOneAndTheFullestStands() {
        Reports cut = Reports.kernel("3.10.0-514.el7.x86_64").asked(5, 0x80d0);
        add(cut, 0L);
        add(Reports.seed(), MINUTE);
        add(cut, 2 * MINUTE);
        episodes.end();
        assertThat(told).containsExactly(new Told(1, 3, 3, false, 2));
    }

    @Test
    void episodesAreToldInTheOrderOfTheLog() {
        Reports other = Reports.kernel("5.10.1").asked(3, 0xdc0).frame("f [nvidia]");
        add(Reports.seed(), 0L);
        add(other, MINUTE);
        for (int i = 1; i < 5; i++) {
            add(Reports.seed(), i * 50 * MINUTE);
        }
        assertThat(told).isEmpty(); // the second is over and waits for the first
        add(other, 1000 * MINUTE);
        assertThat(told).extracting(Told::first).containsExactly(1L, 2L);
    }

    @Test
    void anEndlessEpisodeDoesNotHoldUpTheOthersForEver() {
        for (int i = 0; i < 200; i++) {
            add(Reports.seed(), i * 50 * MINUTE);
            add(Reports.kernel("5.10.1").asked(3, 0xdc0).frame("f [driver" + i + "]"), i * 50 * MINUTE);
        }
        assertThat(told).hasSizeGreaterThan(100);
        assertThat(told.get(0).first()).isEqualTo(1);
        episodes.end();
        assertThat(told.stream().mapToLong(Told::untold).sum()).isEqualTo(400);
    }

    @Test
    void aThousandKindsAtOnceAreAllTold() {
        List<Diagnosis> cut = new ArrayList<>();
        List<FailureReport> reports = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            reports.add(Reports.kernel("5.10.1")
                    .asked(3, 0xdc0)
                    .frame("f [driver" + i + "]")
                    .build());
            cut.add(Diagnostician.diagnose(reports.get(i)));
        }
        for (int i = 0; i < 50_000; i++) {
            episodes.add(new LogTime(i, 0L, 0), reports.get(i % 1000), cut.get(i % 1000));
            if (told.size() > 1) {
                line += told.stream().mapToLong(Told::untold).sum();
                told.clear();
            }
        }
        episodes.end();
        line += told.stream().mapToLong(Told::untold).sum();
        assertThat(line).isEqualTo(50_000);
    }

    @Test
    void aSilenceTellsWhatIsThereAndTheRestComesLater() {
        add(Reports.seed(), 0L);
        episodes.idle();
        assertThat(told).containsExactly(new Told(1, 1, 1, false, 1));
        add(Reports.seed(), MINUTE);
        add(Reports.seed(), 2 * MINUTE);
        episodes.idle();
        episodes.idle();
        episodes.end();
        assertThat(told).containsExactly(new Told(1, 1, 1, false, 1), new Told(1, 3, 2, true, 1));
    }

    @Test
    void ofManyTheFirstAndTheLastLinesAreKept() {
        List<List<Long>> lines = new ArrayList<>();
        FailureEpisodes bounded = new FailureEpisodes(e -> {
            lines.add(e.firstLines().stream().map(KernelLine::number).toList());
            lines.add(e.lastLines().stream().map(KernelLine::number).toList());
        });
        for (int i = 1; i <= 1000; i++) {
            FailureReport like = Reports.seed().build();
            KernelLine header = new KernelLine(i, "", null, null, null, null);
            FailureReport report = new FailureReport(
                    like.kind(), header, like.request(), like.origin(), like.memory(), null, 0, 1, 0, "");
            bounded.add(new LogTime(i, (long) i, 0), report, Diagnostician.diagnose(report));
        }
        bounded.end();
        assertThat(lines).containsExactly(List.of(1L, 2L, 3L, 4L, 5L, 6L), List.of(999L, 1000L));
    }

    @Test
    void aKillOfAnotherEpisodeFollowsTheFailuresBeforeIt() {
        List<HowBad> howBad = new ArrayList<>();
        FailureEpisodes all = new FailureEpisodes(e -> howBad.add(e.howBad()));
        FailureReport seed = Reports.seed().build();
        FailureReport kill = FailureHistoryTest.kill(null, 0);
        all.add(new LogTime(1, 0L, 0), seed, Diagnostician.diagnose(seed));
        all.add(new LogTime(2, MINUTE, 0), kill, Diagnostician.diagnose(kill));
        all.end();
        assertThat(howBad).extracting(HowBad::oomKills).containsExactly(1L, 0L);
    }
}
