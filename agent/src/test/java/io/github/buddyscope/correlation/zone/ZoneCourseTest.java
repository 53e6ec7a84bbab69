// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.Failures;
import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A failure of order 5 at second 100, in a window of 5 s; the zone's low mark is at 2,000 pages. */
class ZoneCourseTest {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);
    private static final long PLENTY = 3_200;

    private final List<HostSample> samples = new ArrayList<>();

    @Test
    void tellsTheZoneBeforeAndWhenItHadRecovered() {
        sample(94.5, PLENTY, 7);
        sample(99.5, PLENTY, 0);
        sample(100.5, PLENTY, 0);
        sample(101.5, PLENTY, 0);
        sample(102.5, PLENTY, 3);
        sample(103.5, PLENTY, 5);

        ZoneCourse course = course(Cause.FRAGMENTATION);

        // 3,200 single pages and 7 blocks of 32 pages are 3,424 pages of 4 KiB
        assertThat(course.before())
                .isEqualTo("5.5 s before: Node 0 Normal 13 MiB free (above high), room for 7 requests of 128 KiB");
        assertThat(course.blocksBefore()).isEqualTo(7);
        assertThat(course.after())
                .isEqualTo("2.5 s after: Node 0 Normal 12 MiB free (above high), room for 3 requests of 128 KiB");
        assertThat(course.recoveryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(2_500));
        assertThat(course.recovery()).isEqualTo("Node 0 Normal had recovered between 1.5 s and 2.5 s later");
    }

    @Test
    void aBlockIsNotEnoughBelowTheLowMark() {
        sample(94, PLENTY, 7);
        sample(101, 1_900, 1);
        sample(102, 2_100, 1);

        // 1,900 and one block of 32 are 1,932 pages
        assertThat(course(Cause.SHORTAGE).recoveryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void saysSoWhereItDidNotRecoverAndWhereItWasNoBetterBefore() {
        sample(94, PLENTY, 0);
        sample(101, PLENTY, 0);
        sample(104.9, PLENTY, 0);
        sample(105.1, PLENTY, 9);

        ZoneCourse course = course(Cause.FRAGMENTATION);

        assertThat(course.recoveryNanos()).isEqualTo(-1);
        assertThat(course.recovery()).isEqualTo("Node 0 Normal had not recovered within 5 s; it was no better before");
        assertThat(course.after()).startsWith("4.9 s after: ").endsWith("no free block of 128 KiB or larger");
    }

    @Test
    void whatIsOverByTheFirstSampleTookAtMostThatLong() {
        sample(94, PLENTY, 7);
        sample(100.75, PLENTY, 7);

        ZoneCourse course = course(Cause.FRAGMENTATION);

        assertThat(course.recovery()).isEqualTo("Node 0 Normal had recovered by the first sample, 750 ms later");
        assertThat(course.recoveryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(750));
    }

    @Test
    void aLimitOfAControlGroupIsNothingThatAZoneRecoversFrom() {
        sample(94, PLENTY, 7);
        sample(101, PLENTY, 7);

        ZoneCourse course = course(Cause.CGROUP_LIMIT);

        assertThat(course.recovery()).isEmpty();
        assertThat(course.recoveryNanos()).isEqualTo(-1);
        assertThat(course.after()).isNotEmpty();
    }

    @Test
    void withoutSamplesNothingIsSaid() {
        assertThat(course(Cause.FRAGMENTATION)).isEqualTo(ZoneCourse.NONE);
        sample(94, PLENTY, 7);
        assertThat(course(Cause.FRAGMENTATION).recovery()).isEqualTo("no sample tells how long it lasted");
    }

    private ZoneCourse course(Cause cause) {
        return ZoneCourse.of(new Episode(Failures.of(100, cause, true, false, null)), samples, WINDOW, 4096);
    }

    private void sample(double second, long pages, long blocks) {
        FreeBlocks free = FreeBlocks.of(pages, 0, 0, 0, 0, blocks);
        ZoneId id = new ZoneId(0, "Normal");
        ZoneInfo info = new ZoneInfo(
                id, free.pages(), new ZoneInfo.Watermarks(1_500, 2_000, 2_500), 0, 9_000, 9_000, -1, List.of());
        samples.add(new HostSample((long) (second * 1e9), List.of(new ZoneSample(id, free, info)), null, null));
    }
}
