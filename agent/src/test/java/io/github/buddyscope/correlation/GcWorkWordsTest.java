// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
import org.junit.jupiter.api.Test;

class GcWorkWordsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void tellsTheKernelsShareOfALongCollection() {
        assertThat(words(new GcWork(4, 1, 80 * MILLI, 280 * MILLI, 5_128, 2)))
                .isEqualTo("Its threads took 5130 page faults, 2 of them from disk, and spent 280 of 360 ms of CPU time"
                        + " in the kernel (known to 10 ms a thread). ");
    }

    @Test
    void tellsOnlyTheFaultsOfAShortOne() {
        assertThat(words(new GcWork(4, 1, 20 * MILLI, 10 * MILLI, 700, 0)))
                .isEqualTo("Its threads took 700 page faults. ");
    }

    @Test
    void saysWhereTheFiguresAreOfSeveral() {
        assertThat(words(new GcWork(4, 3, 20 * MILLI, 0, 700, 0)))
                .isEqualTo("Its threads and those of the 2 before took 700 page faults. ");
    }

    @Test
    void isSilentWhereNothingWasDoneOrKnown() {
        assertThat(words(new GcWork(4, 1, 900 * MILLI, 0, 0, 0))).isEmpty();
        assertThat(words(null)).isEmpty();
    }

    private static String words(GcWork work) {
        return GcWorkWords.of(new GcEvent("Copy", "", "", 1, 0, 1, true, 1, 1, 1, 1, 1, work));
    }
}
