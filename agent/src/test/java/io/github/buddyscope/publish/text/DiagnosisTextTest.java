// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.FailureReport;
import org.junit.jupiter.api.Test;

class DiagnosisTextTest {
    private static String text(Reports reports) {
        FailureReport report = reports.build();
        return new DiagnosisText(Palette.PLAIN).of(report, Diagnostician.diagnose(report));
    }

    @Test
    void theSeedReadsAsItsAdministratorWouldTellIt() {
        assertThat(text(Reports.seed()))
                .startsWith("""
                        Apr 14 07:32:42  kworker/u448:1 failed to get 128 KiB in one piece (order 5)
                        FRAGMENTATION: memory enough, but not in pieces of that size. Confidence: high.
                        """)
                .contains("""
                          Node 0 Normal      825916   257700   322124   386548    257700         0  no block that large
                          Node 1 Normal      933620   263256   329068   394884    263256         7  too few such blocks
                        """)
                .contains("0x80d0 = GFP_KERNEL | __GFP_ZERO")
                .contains("not a process of any user's")
                .contains("missing     lowmem_reserve")
                .contains("low is 1.25 and high 1.50 times min")
                .contains("rare single failures seldom lead to trouble; many in a row do")
                .contains("vm.min_free_kbytes");
    }

    @Test
    void noLineIsWiderThanATerminal() {
        assertThat(text(Reports.seed()).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Layout.WIDTH));
        assertThat(text(Reports.kernel("6.8.0")
                                .asked(0, 0x820, "GFP_ATOMIC")
                                .zone(Reports.Zone.of(0, "Normal", 20000, 59076, 80652, 102228)))
                        .lines())
                .anySatisfy(line -> assertThat(line).startsWith("SHORTAGE (ATOMIC): "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Layout.WIDTH));
        assertThat(text(Reports.order7()).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Layout.WIDTH));
    }

    @Test
    void plainTextHasNoEscapesAndColouredTextSaysTheSame() {
        FailureReport report = Reports.seed().build();
        String coloured = new DiagnosisText(Palette.COLOUR).of(report, Diagnostician.diagnose(report));
        assertThat(text(Reports.seed())).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(Reports.seed()));
    }

    @Test
    void aTaskNameCannotSteerTheTerminalNorBreakALine() {
        assertThat(text(Reports.seed().task("a\u001b[2Jb\nc")))
                .doesNotContain("\u001b")
                .startsWith("Apr 14 07:32:42  a\u241b[2Jb c failed");
    }

    @Test
    void aThreadOfTheKernelsIsNoUsersProcess() {
        assertThat(text(Reports.kernel("6.8.0").task("irq/5-600c0004.").asked(0, 0x820, "GFP_ATOMIC")))
                .contains("the kernel thread irq/5-600c0004.", "not a process of any user's");
    }

    @Test
    void aReclaimerIsNotSaidToWait() {
        assertThat(text(Reports.kernel("6.8.0").task("kswapd0").asked(0, 0xc40, "GFP_NOFS")))
                .contains("can't wait for its own reclaim")
                .doesNotContain("could wait:");
    }

    @Test
    void anInterruptIsNotBlamedOnTheTaskThatItInterrupted() {
        assertThat(text(Reports.kernel("5.4.0").asked(0, 0xa20, "GFP_ATOMIC").inInterrupt()))
                .contains("java (pid 138678) was merely running")
                .contains("The request could not wait");
    }
}
