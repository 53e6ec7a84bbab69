// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.request.Attempt;
import org.junit.jupiter.api.Test;

class BoostTest {
    private static Zone normal(long free, long min, long low, long high) {
        return Zone.of(0, "Normal", free, min, low, high).reserve(0, 0, 0, 0, 0);
    }

    /**
     * As in report 017: min 4392, low 4464. Without a boost low - min would be a quarter of min: 288 kB of min and, but
     * for rounding, 4096 of boost. It's 12 kB less that can be shown: 4392 - 4 * 72 - 3 pages = 4092.
     */
    @Test
    void aBoostThatIsNotPrintedShowsInTheDistanceOfTheMarks() {
        Attempt attempt = Attempt.of(Reports.kernel("5.6.0")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(normal(1668, 4392, 4464, 4536))
                .build());
        assertThat(Boost.kb(attempt, attempt.report().memory().zones().get(0))).isEqualTo(4092);
    }

    @Test
    void wideMarksShowNoBoost() {
        for (String kernel : new String[] {"4.19.0", "5.6.0", "5.17.0"}) {
            Attempt attempt = Attempt.of(Reports.kernel(kernel)
                    .asked(0, 0xcc0, "GFP_KERNEL")
                    .zone(normal(1668, 296, 368, 440))
                    .build());
            assertThat(Boost.kb(attempt, attempt.report().memory().zones().get(0)))
                    .as(kernel)
                    .isZero();
        }
    }
}
