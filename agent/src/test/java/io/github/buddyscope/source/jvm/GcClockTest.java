// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GcClockTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long UPTIME_ZERO = 1_000 * MILLI;
    private static final long TRUE_ZERO = UPTIME_ZERO + 22 * MILLI + MILLI / 3;
    /** Whole milliseconds of the wall clock, which began some time within one of this one. */
    private static final long START = TRUE_ZERO - MILLI / 4;

    private final Random random = new Random(7);

    @Test
    void knowsTheTimeToAMillisecondFromTheStartTime() {
        GcClock clock = new GcClock(UPTIME_ZERO, START, true);
        keepsTheTrueTimeWithinItsError(clock);
        assertThat(clock.errorNanos()).isLessThanOrEqualTo(MILLI);
    }

    @Test
    void isAsUnsureAsItsOtherBoundsUntilANotificationCameSoon() {
        GcClock clock = new GcClock(UPTIME_ZERO, START, true);
        clock.seen(500, TRUE_ZERO + 650 * MILLI);
        assertThat(clock.errorNanos()).isGreaterThan(20 * MILLI);
        clock.seen(700, TRUE_ZERO + 720 * MILLI);
        assertThat(clock.errorNanos()).isLessThanOrEqualTo(MILLI);
    }

    /**
     * The JVM's first second may be the one in which the host sets its clock, and all the notifications late. Only one that
     * is late by just as much as the clock was set back can't be told from a prompt one.
     */
    @Test
    void keepsWithinItsErrorThoughTheWallClockWasSetBeforeTheAgentCame() {
        for (long set : new long[] {-5_000, -1_117, -150, 150, 1_117, 5_000}) {
            GcClock clock = new GcClock(UPTIME_ZERO, START - set * MILLI, true);
            for (long late = 2_000; late >= 20; late -= 20) {
                if (late >= -set && late <= -set + 101) {
                    continue;
                }
                long end = 500 + random.nextInt(10_000);
                clock.seen(end, TRUE_ZERO + (end + late) * MILLI);

                assertThat(Math.abs(clock.nanos(end) - TRUE_ZERO - end * MILLI))
                        .as("set by %d ms, told %d ms late", set, late)
                        .isLessThanOrEqualTo(clock.errorNanos());
            }
        }
    }

    @Test
    void doesWithoutAStartTimeThatLiesBeforeTheJvmBegan() {
        GcClock clock = new GcClock(UPTIME_ZERO, UPTIME_ZERO - 5_000 * MILLI, true);
        keepsTheTrueTimeWithinItsError(clock);
        assertThat(clock.errorNanos()).isLessThanOrEqualTo(15 * MILLI);
    }

    @Test
    void doesWithoutAStartTimeThatLiesAfterACollectionWasTold() {
        GcClock clock = new GcClock(UPTIME_ZERO, TRUE_ZERO + 40 * MILLI, true);
        clock.seen(500, TRUE_ZERO + 520 * MILLI);
        keepsTheTrueTimeWithinItsError(clock);
    }

    /** In an old JVM the clock may have been set by a little, which contradicts nothing. */
    @Test
    void statesTheWholeBoundWhereTheWallClockMayHaveBeenSet() {
        for (long set = -20; set <= 20; set += 5) {
            GcClock clock = new GcClock(UPTIME_ZERO, START + set * MILLI, false);
            keepsTheTrueTimeWithinItsError(clock);
            assertThat(clock.errorNanos()).isBetween(5 * MILLI, 30 * MILLI);
        }
    }

    @Test
    void placesTheZeroWhereTheClocksOfThisJvmSay() {
        GcClock clock = new GcClock(ManagementFactory.getRuntimeMXBean());
        long now = System.nanoTime();
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        clock.seen(sinceStart, System.nanoTime());
        assertThat(Math.abs(clock.nanos(sinceStart) - now)).isLessThan(clock.errorNanos() + 50 * MILLI);
    }

    private void keepsTheTrueTimeWithinItsError(GcClock clock) {
        for (int i = 0; i < 200; i++) {
            long trueEnd = TRUE_ZERO + random.nextLong(TimeUnit.HOURS.toNanos(1));
            long told = TimeUnit.NANOSECONDS.toMillis(trueEnd - TRUE_ZERO);
            clock.seen(told, trueEnd + random.nextLong(80 * MILLI));

            assertThat(Math.abs(clock.nanos(told) - trueEnd)).isLessThanOrEqualTo(clock.errorNanos());
        }
    }
}
