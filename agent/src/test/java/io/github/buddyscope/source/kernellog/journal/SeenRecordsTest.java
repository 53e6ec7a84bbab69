// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenRecordsTest {
    private final SeenRecords seen = new SeenRecords();

    @Test
    void theSameLineOfAnotherTimeIsAnother() {
        assertThat(seen.again(1_000_000, "Call Trace:")).isFalse();
        assertThat(seen.again(2_000_000, "Call Trace:")).isFalse();
        assertThat(seen.again(2_000_000, "Call Trace:"))
                .as("and so may be two of one microsecond")
                .isFalse();
    }

    @Test
    void recognisesAWholeRingReadAgainAndWhatIsNewBehindIt() {
        for (int i = 0; i < 5000; i++) {
            assertThat(seen.again(i * 1000L, "line " + i)).isFalse();
        }
        for (int i = 1000; i < 5000; i++) {
            assertThat(seen.again(i * 1000L, "line " + i)).as("line %d", i).isTrue();
        }
        assertThat(seen.again(5_000_000, "line 5000")).isFalse();
    }

    @Test
    void whatWasNeverReadIsNewHoweverOldItsStamp() {
        seen.again(1_000_000, "one");
        seen.again(9_000_000, "nine");

        assertThat(seen.again(2_000_000, "two")).isFalse();
        assertThat(seen.again(2_000_000, "two, by a clock that was set back")).isFalse();
    }

    @Test
    void goesOnThroughAMillionRecordsInTheSameMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            if (seen.again(i * 20L, "line")) {
                throw new AssertionError("record " + i);
            }
        }
        assertThat(seen.again(999_000 * 20L, "line")).isTrue();
    }
}
