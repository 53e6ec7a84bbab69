// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.episode.HowBad.Pace;
import io.github.buddyscope.diagnosis.episode.HowBad.Trend;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Request;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureHistoryTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private final FailureHistory history = new FailureHistory();
    private final FailureReport seed = Reports.seed().build();
    private final Diagnosis diagnosis = Diagnostician.diagnose(seed);
    private long line;

    private LogTime at(Long micros) {
        return new LogTime(++line, micros, 0);
    }

    private void fails(Long micros) {
        history.add(at(micros), seed, diagnosis);
    }

    private void fails(Long micros, int suppressed, int occurrences) {
        FailureReport report = new FailureReport(
                seed.kind(),
                seed.header(),
                seed.request(),
                seed.origin(),
                seed.memory(),
                null,
                suppressed,
                occurrences,
                0,
                "");
        history.add(at(micros), report, diagnosis);
    }

    static FailureReport kill(String memcg, int order) {
        Request request = new Request(order, 0xcc0, List.of(), null, null, null);
        OomKill detail = new OomKill(0, null, memcg, memcg, null, null, "java", 4711, 1L, false, false, 0);
        return Reports.kernel("5.15.0").of(FailureKind.OOM_KILL, request, detail);
    }

    private void killed(Long micros, FailureReport kill) {
        history.add(at(micros), kill, Diagnostician.diagnose(kill));
    }

    private String sentence() {
        return history.howBad().sentence();
    }

    @Test
    void oneFailureTellsNoRate() {
        fails(0L);
        HowBad howBad = history.howBad();
        assertThat(howBad.pace()).isEqualTo(Pace.ONCE);
        assertThat(howBad.perHour()).isNull();
        assertThat(howBad.trend()).isEqualTo(Trend.UNKNOWN);
        assertThat(howBad.sentence())
                .startsWith("a single failure, which tells no rate")
                .contains("The log has no out-of-memory kill within 5 min after it");
    }

    @Test
    void oneFailureInAWeekSaysSo() {
        history.watched(at(0L));
        fails(3 * DAY);
        history.watched(at(7 * DAY));
        assertThat(sentence()).contains("a single failure in a log that spans 7 days", "None in the last 4 days");
    }

    @Test
    void aThousandAnHourSayWhatTheyAre() {
        for (int i = 0; i < 1000; i++) {
            fails(i * HOUR / 1000);
        }
        HowBad howBad = history.howBad();
        assertThat(howBad.pace()).isEqualTo(Pace.CONSTANTLY);
        assertThat(howBad.perHour()).isBetween(990.0, 1010.0);
        assertThat(howBad.trend()).isEqualTo(Trend.STEADY);
        assertThat(howBad.sentence())
                .contains("at least 1000 failures in 59 min 56 s", "1000 an hour", "All from i40e");
    }

    @Test
    void failuresThatWereOnlyCountedAreFailuresAndSaidApart() {
        fails(0L);
        fails(HOUR, 412, 1);
        fails(2 * HOUR, 0, 4);
        HowBad howBad = history.howBad();
        assertThat(howBad.failures()).isEqualTo(418);
        assertThat(howBad.reports()).isEqualTo(3);
        assertThat(howBad.repeated()).isEqualTo(3);
        assertThat(howBad.suppressed()).isEqualTo(412);
        assertThat(howBad.sentence())
                .contains("at least 418 failures in 2 h")
                .contains("3 in the log, 3 that the log daemon counted")
                .contains("412 that the kernel counted instead of printing them")
                .contains("There may have been more: this kernel prints only a few such reports at a time");
    }

    @Test
    void aNewerKernelPrintsOneReportInTenSeconds() {
        FailureReport report = Reports.kernel("5.10.1").asked(5, 0xdc0).build();
        for (int i = 0; i < 100; i++) {
            history.add(at(i * 10 * SECOND), report, Diagnostician.diagnose(report));
        }
        assertThat(sentence()).contains("one such report in 10 s at most", "Who asked isn't known");
    }

    @Test
    void fewFailuresHaveNoRateButASpan() {
        fails(0L);
        fails(12 * SECOND);
        assertThat(history.howBad().pace()).isEqualTo(Pace.FEW);
        assertThat(sentence()).contains("at least 2 failures in 12 s: too few to tell a rate");
    }

    @Test
    void manyWithinAMinuteAreABurst() {
        for (int i = 0; i < 30; i++) {
            fails(i * 100_000L);
        }
        assertThat(history.howBad().pace()).isEqualTo(Pace.BURST);
        assertThat(sentence()).contains("30 failures in 2.9 s: one burst");
    }

    @Test
    void whatHappensMoreAndMoreRises() {
        for (int i = 0; i < 10; i++) {
            fails(i * HOUR);
        }
        for (int i = 0; i < 100; i++) {
            fails(10 * HOUR + i * HOUR / 10);
        }
        assertThat(history.howBad().trend()).isEqualTo(Trend.RISING);
        assertThat(sentence()).contains("It is getting worse: 10 in the first half of that time, 100 in the second");
    }

    @Test
    void theHalvesAndTheMiddleAddUpToAll() {
        for (int i = 0; i < 24; i++) {
            fails(i * HOUR);
        }
        for (int i = 0; i < 288; i++) {
            fails(24 * HOUR + i * HOUR / 12);
        }
        assertThat(sentence())
                .contains("312 failures in 1 day 23 h")
                .contains("24 in the first half of that time, 282 in the second, 6 about the middle");
    }

    @Test
    void whatHappensLessAndLessFalls() {
        for (int i = 0; i < 100; i++) {
            fails(i * HOUR / 10);
        }
        for (int i = 0; i < 10; i++) {
            fails(10 * HOUR + i * HOUR);
        }
        assertThat(history.howBad().trend()).isEqualTo(Trend.FALLING);
    }

    @Test
    void aDifferenceThatChanceMakesIsNoTrend() {
        Random random = new Random(42);
        int steady = 0;
        for (int round = 0; round < 100; round++) {
            FailureHistory chance = new FailureHistory();
            for (int i = 0; i < 200; i++) {
                chance.add(at((long) (random.nextDouble() * DAY)), seed, diagnosis);
            }
            steady += chance.howBad().trend() == Trend.STEADY ? 1 : 0;
        }
        assertThat(steady).isGreaterThan(97);
    }

    @Test
    void tooFewReportsTellNoTrend() {
        for (int i = 0; i < 9; i++) {
            fails(i * i * HOUR);
        }
        assertThat(history.howBad().trend()).isEqualTo(Trend.UNKNOWN);
    }

    @Test
    void aKillSoonAfterIsSaidWithItsDistanceAndWhoseItWas() {
        fails(0L);
        killed(48 * SECOND, kill(null, 0));
        killed(100 * SECOND, kill("/system.slice/a.service", 0));
        HowBad howBad = history.howBad();
        assertThat(howBad.oomKills()).isEqualTo(1);
        assertThat(howBad.cgroupKills()).isEqualTo(1);
        assertThat(howBad.soonestKillMicros()).isEqualTo(48 * SECOND);
        assertThat(howBad.sentence())
                .contains("1 out-of-memory kill followed within 5 min, the nearest 48 s after one")
                .contains("1 kill for a control group's limit followed");
    }

    @Test
    void aKillLongAfterOrByHandFollowsNothing() {
        fails(0L);
        killed(301 * SECOND, kill(null, 0));
        fails(DAY);
        killed(DAY + SECOND, kill(null, -1));
        assertThat(history.howBad().oomKills()).isZero();
    }

    @Test
    void killsAloneAreCountedAsKills() {
        killed(0L, kill("/a", 0));
        killed(HOUR, kill("/a", 0));
        assertThat(sentence()).startsWith("2 out-of-memory kills in 1 h").doesNotContain("followed", "at least");
    }

    @Test
    void withoutTimesThereIsNoRateAndNoTrend() {
        for (int i = 0; i < 20; i++) {
            fails(null);
        }
        HowBad howBad = history.howBad();
        assertThat(howBad.pace()).isEqualTo(Pace.UNKNOWN);
        assertThat(howBad.spanMicros()).isNull();
        assertThat(howBad.trend()).isEqualTo(Trend.UNKNOWN);
        assertThat(howBad.sentence()).contains("20 failures; the log gives no time to tell a rate by");
    }

    @Test
    void origins() {
        for (int i = 0; i < 100; i++) {
            FailureReport report = Reports.kernel("5.10.1")
                    .asked(3, 0xdc0)
                    .frame("f [driver" + i % 70 + "]")
                    .build();
            history.add(at(i * HOUR), report, Diagnostician.diagnose(report));
        }
        HowBad howBad = history.howBad();
        long named =
                howBad.origins().values().stream().mapToLong(Long::longValue).sum();
        assertThat(howBad.origins()).hasSize(64);
        assertThat(named + howBad.otherOrigins()).isEqualTo(100);
        assertThat(howBad.sentence())
                .contains("Asked for by driver0 (2), driver1 (2)")
                .contains("others (92)");
    }

    @Test
    void aMillionInAnyOrderTakeNoMoreRoomAndAreAllCounted() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            fails(random.nextLong(-1_000 * DAY, 1_000 * DAY));
        }
        HowBad howBad = history.howBad();
        assertThat(howBad.failures()).isEqualTo(1_000_000);
        assertThat(howBad.trend()).isEqualTo(Trend.STEADY);
        assertThat(howBad.spanMicros()).isBetween(1_999 * DAY, 2_000 * DAY);
    }

    @Test
    void timesFromOneEndOfTheCalendarToTheOtherAreTaken() {
        for (long micros :
                new long[] {0, 315_569_520_000_000_000L, -62_000_000_000_000_000L, 1, 200_000_000_000_000_000L}) {
            fails(micros);
        }
        assertThat(history.howBad().pace()).isEqualTo(Pace.SELDOM);
    }
}
