// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.Failures;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostLossTest {
    @Test
    void isTakenToWhereTheLeastWasFree() {
        HostSample before = sample(1, 1_000, -1);
        List<HostSample> samples = List.of(before, sample(2, 300, -1), sample(3, 200, -1), sample(4, 900, -1));

        assertThat(HostLoss.of(before, samples, Failures.at(3), 4096)).isEqualTo(new HostLoss(800 * 4096, false));
    }

    @Test
    void thePageCacheCountsToo() {
        HostSample before = sample(1, 1_000, 5_000);
        List<HostSample> samples = List.of(before, sample(2, 990, 4_000));

        // 10 free pages and twice 1,000 pages of the cache
        assertThat(HostLoss.of(before, samples, Failures.at(2), 4096)).isEqualTo(new HostLoss(2_010 * 4096, true));
    }

    @Test
    void withoutALaterSampleItIsNotKnown() {
        HostSample before = sample(1, 1_000, -1);

        assertThat(HostLoss.of(before, List.of(before), Failures.at(2), 4096)).isNull();
    }

    private static HostSample sample(long nanos, long pages, long cache) {
        ZoneSample normal = new ZoneSample(new ZoneId(0, "Normal"), FreeBlocks.of(pages), null);
        VmStat stat = cache < 0 ? null : new VmStat(Map.of("nr_active_file", cache, "nr_inactive_file", cache));
        return new HostSample(nanos, List.of(normal), stat, null);
    }
}
