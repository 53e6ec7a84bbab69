// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingReplayTest {
    private static final long OPENED = 1_000_000_000_000L;

    private final RingReplay replay = new RingReplay();
    private final KernelClock clock = new KernelClock(() -> OPENED, InstantSource.system(), List.of(), 0);

    private static Arrived arrived(long read) {
        KmsgRecord record = new KmsgRecord(4, read, 0, '-', null, "text");
        return new Arrived(record, 0, read, OPENED);
    }

    private boolean live(long read) {
        return replay.live(arrived(read), clock, OPENED);
    }

    @Test
    void theReadThatWasSleptInAndAllAfterAreLive() {
        replay.asleep(5, OPENED);

        assertThat(live(3)).isFalse();
        assertThat(live(5)).isTrue();
        assertThat(live(7)).isTrue();
    }

    @Test
    void datesNoRecordByASleepButThoseAfterTheFirst() {
        assertThat(replay.notBefore(5)).isEqualTo(KernelClock.UNKNOWN);
        replay.asleep(5, 42);

        assertThat(replay.notBefore(5)).isEqualTo(KernelClock.UNKNOWN);
        assertThat(replay.notBefore(7)).isEqualTo(42);
    }

    @Test
    void takesTwoLooksInOneReadForASleepWhereNobodyCanTell() {
        replay.waiting(5);
        replay.waiting(7);
        assertThat(replay.caughtUp()).isFalse();

        replay.waiting(7);
        assertThat(live(5)).isFalse();
        assertThat(live(7)).isTrue();
        assertThat(replay.notBefore(9)).isEqualTo(KernelClock.UNKNOWN);
    }
}
