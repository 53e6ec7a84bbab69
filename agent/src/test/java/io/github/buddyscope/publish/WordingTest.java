// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void flagsAreTheKernelsNames() {
        assertThat(Wording.gfpFlags(Findings.failure())).isEqualTo("GFP_KERNEL|__GFP_ZERO");
    }

    @Test
    void whatTheReportLacksIsNotMadeUp() {
        assertThat(Wording.gfpFlags(Findings.bareFailure())).isNull();
        assertThat(Wording.order(Findings.bareFailure())).isEqualTo(-1);
        assertThat(Wording.task(Findings.bareFailure())).isNull();
        assertThat(Wording.taskId(Findings.bareFailure())).isEqualTo(-1);
        assertThat(Wording.constraint(null)).isNull();
        assertThat(Wording.constraint(new Request(1, 0, List.of(), null, null, null)))
                .isNull();
    }

    @Test
    void aConstraintIsGivenAsPrinted() {
        assertThat(Wording.constraint(new Request(1, 0, List.of(), "(null)", "/", "0-1")))
                .isEqualTo("nodemask=(null),cpuset=/,mems_allowed=0-1");
    }

    @Test
    void adviceSaysWhatToTryWhyAndAtWhatRisk() {
        assertThat(Wording.advice(new Advice("vm.x", "sysctl -w vm.x=1", "keeps blocks", "less cache", "", "")))
                .isEqualTo("vm.x: try sysctl -w vm.x=1 (keeps blocks; risk: less cache)");
        assertThat(Wording.advice(new Advice("vm.x", "1", "why", "", "", ""))).isEqualTo("vm.x: try 1 (why)");
    }

    @Test
    void aSourceThatIsNotWellSaysWhy() {
        assertThat(Wording.sources(Findings.health().sources()))
                .isEqualTo("buddyinfo OK; kmsg UNAVAILABLE: Operation not permitted; direct OFF: direct=off");
    }

    @Test
    void theWorstSourceCountsAndOneThatIsOffDoesNot() {
        SourceState off = new SourceState("kmsg", Status.OFF, "", "");
        SourceState partial = new SourceState("zoneinfo", Status.PARTIAL, "", "");

        assertThat(Wording.worst(List.of())).isEqualTo(Status.OFF);
        assertThat(Wording.worst(List.of(off, SourceState.ok("gc")))).isEqualTo(Status.OK);
        assertThat(Wording.worst(List.of(partial, SourceState.ok("gc"), off))).isEqualTo(Status.PARTIAL);
        assertThat(Wording.worst(Findings.health().sources())).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void aLongReportIsCutAndSaysByHowMuch() {
        String text = "x".repeat(Wording.LONGEST_TEXT + 12);

        assertThat(Wording.cut(text)).hasSizeLessThan(text.length() + 30).endsWith("\n… 12 more characters");
        assertThat(Wording.cut("short")).isEqualTo("short");
        assertThat(Wording.cut(null)).isNull();
    }

    @Test
    void cuttingDoesNotSplitACharacterOfTwoHalves() {
        String text = "x".repeat(Wording.LONGEST_TEXT - 1) + "\uD83D\uDE00tail";

        assertThat(Wording.cut(text)).doesNotContain("\uD83D").endsWith("… 6 more characters");
    }
}
