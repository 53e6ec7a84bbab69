// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import io.github.buddyscope.model.ZoneSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleLogTest {
    private final SampleLog log = new SampleLog();

    @Test
    void givesBackTheRecordsThatWentIn() {
        HostSample sample = sample(5, 3);

        log.add(HostNumbers.of(sample));

        assertThat(log.get(0)).isEqualTo(sample);
        assertThat(log.get(-1)).isNull();
        assertThat(log.get(1)).isNull();
    }

    @Test
    void theOldestGoAndTheRestStayInOrder() {
        for (int nanos = 0; nanos < 1_000; nanos++) {
            log.add(HostNumbers.of(sample(nanos, 1)));
        }

        assertThat(log.size()).isEqualTo(600);
        assertThat(log.get(0)).isEqualTo(sample(400, 1));
        assertThat(log.firstFrom(500)).isEqualTo(100);
        assertThat(log.within(997, 2_000)).extracting(HostSample::nanos).containsExactly(997L, 998L, 999L);
    }

    @Test
    void oneThatCameLateIsPutWhereItBelongs() {
        log.add(HostNumbers.of(sample(1, 1)));
        log.add(HostNumbers.of(sample(5, 1)));
        log.add(HostNumbers.of(sample(3, 1)));

        assertThat(log.within(0, 9)).containsExactly(sample(1, 1), sample(3, 1), sample(5, 1));
    }

    @Test
    void whatWasKeptStaysWhereMoreZonesAppear() {
        for (int nanos = 0; nanos < 500; nanos++) {
            log.add(HostNumbers.of(sample(nanos, 3)));
        }
        log.add(HostNumbers.of(sample(500, 40)));
        log.add(HostNumbers.of(sample(501, 2)));

        assertThat(log.size()).isEqualTo(90);
        assertThat(log.get(88)).isEqualTo(sample(500, 40));
        assertThat(log.get(89)).isEqualTo(sample(501, 2));
        assertThat(log.get(87)).isEqualTo(sample(499, 3));
    }

    private static HostSample sample(long nanos, int zones) {
        List<ZoneSample> all = new ArrayList<>();
        for (int node = 0; node < zones; node++) {
            ZoneId id = new ZoneId(node, "Normal");
            ZoneInfo info = node == 1
                    ? null
                    : new ZoneInfo(
                            id,
                            nanos + 1,
                            new Watermarks(nanos + 2, nanos + 3, nanos + 4),
                            5,
                            6,
                            7,
                            8,
                            List.of(0L, nanos),
                            9,
                            10,
                            ZoneInfo.UNKNOWN);
            all.add(new ZoneSample(id, FreeBlocks.of(nanos, 2, node), info));
        }
        VmStat stat = new VmStat(Map.of("oom_kill", nanos, "pgalloc_normal", 2 * nanos));
        return new HostSample(nanos, all, stat, new Pressure(nanos, 2 * nanos));
    }
}
