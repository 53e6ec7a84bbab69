// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.role.CauseJudge.Answer;
import io.github.buddyscope.correlation.timeline.HostLoss;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.diagnosis.cause.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseJudgeTest {
    private static final long MIB = 1 << 20;

    private final List<String> evidence = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    /** Half of what the host lost, 16 MiB and more than in 95 of a hundred windows; a tenth is as good as nothing. */
    @ParameterizedTest
    @CsvSource({
        "200, 400, 60, 57, YES", // exactly a half and exactly 95 percent
        "199, 400, 60, 60, BETWEEN",
        "200, 400, 60, 56, BETWEEN",
        "200, 400, 20, 20, YES",
        "200, 400, 19, 19, BETWEEN",
        "16, 20, 60, 60, YES",
        "15, 20, 60, 60, BETWEEN",
        "40, 400, 60, 60, BETWEEN", // exactly a tenth
        "39, 400, 60, 60, NO",
        "0, 400, 60, 0, NO",
        "-5, 400, 60, 0, NO",
        "15, 0, 60, 60, NO", // the host lost nothing
        "16, 0, 60, 60, BETWEEN",
        "900, -50, 60, 60, BETWEEN",
    })
    void aShortage(long tookMib, long lostMib, int windows, int smaller, Answer answer) {
        assertThat(judge(Cause.SHORTAGE, tookMib, lostMib, windows, smaller, -1))
                .isEqualTo(answer);
    }

    /** Four fifths, more than in any window before, and blocks of the order were there before it. */
    @ParameterizedTest
    @CsvSource({
        "320, 400, 60, 60, 1, YES",
        "319, 400, 60, 60, 1, BETWEEN",
        "320, 400, 60, 59, 1, BETWEEN",
        "320, 400, 60, 60, 0, BETWEEN",
        "320, 400, 60, 60, -1, BETWEEN",
        "39, 400, 60, 60, 1, NO",
    })
    void aFragmentation(long tookMib, long lostMib, int windows, int smaller, long blocks, Answer answer) {
        assertThat(judge(Cause.FRAGMENTATION, tookMib, lostMib, windows, smaller, blocks))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "CGROUP_LIMIT, 400, UNKNOWN",
        "CGROUP_LIMIT, 1, UNKNOWN",
        "CONSTRAINED, 400, BETWEEN",
        "UNKNOWN, 400, BETWEEN",
        "UNKNOWN, 1, NO",
    })
    void whatTakingProvesNothingFor(Cause cause, long tookMib, Answer answer) {
        assertThat(judge(cause, tookMib, 400, 60, 60, 1)).isEqualTo(answer);
    }

    @Test
    void saysWhatWasTakenAndHowUnusualThatIs() {
        judge(Cause.SHORTAGE, 300, 400, 60, 58, -1);

        assertThat(evidence)
                .containsExactly(
                        "It took 300 MiB in the 5 s before (growth of its resident memory; 256 MiB of direct buffers"
                                + " were reserved; the heap was extended by 32 MiB), 75 percent of the 400 MiB that the host lost of"
                                + " free memory and page cache meanwhile, more than in 58 of 60 earlier windows of that length.");
        assertThat(doubts)
                .containsExactly(
                        "what others took and gave back meanwhile isn't seen: the share is of the host's" + " balance");
    }

    @Test
    void saysWhatIsMissingToCallItTheCause() {
        judge(Cause.SHORTAGE, 300, 400, 7, 7, -1);
        judge(Cause.FRAGMENTATION, 390, 400, 60, 60, 0);

        assertThat(evidence.get(0)).endsWith(" free memory and page cache meanwhile."); // 7 windows prove no habit
        assertThat(doubts).hasSize(2);
        assertThat(doubts.get(0)).contains("only 7 earlier windows are known, 20 are needed");
        assertThat(doubts.get(1)).contains("no block of the order is known to have been there before");
    }

    @Test
    void saysSoWhereItTookNothing() {
        judge(Cause.SHORTAGE, -5, 400, 60, 0, -1);

        assertThat(evidence).containsExactly("It took nothing in the 5 s before: its resident memory shrank by 5 MiB.");
    }

    @Test
    void knowsNothingOfWhatWasNotMeasured() {
        assertThat(CauseJudge.judge(Cause.SHORTAGE, null, -1, evidence, doubts)).isEqualTo(Answer.UNKNOWN);
        assertThat(evidence).containsExactly("What it took before isn't known.");
    }

    private Answer judge(Cause cause, long tookMib, long lostMib, int windows, int smaller, long blocks) {
        HostLoss lost = new HostLoss(lostMib * MIB, true);
        Taking taking = new Taking(5_000_000_000L, tookMib * MIB, 256 * MIB, 32 * MIB, windows, smaller, lost);
        return CauseJudge.judge(cause, taking, blocks, evidence, doubts);
    }
}
