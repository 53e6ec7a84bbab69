// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.model.FailureReport;
import org.junit.jupiter.api.Test;

class AskerTextTest {
    private static String who(Reports reports) {
        FailureReport report = reports.build();
        return AskerText.who(report, Diagnostician.diagnose(report).asker());
    }

    @Test
    void namesTheDriverAndWhatThatWasReadFrom() {
        assertThat(who(Reports.kernel("6.8.0")
                        .asked(5, 0xcc0, "GFP_KERNEL")
                        .frame("i40e_setup_tx_descriptors [i40e]")
                        .frame("i40e_vsi_setup_tx_resources [i40e]")
                        .frame("__x64_sys_ioctl")))
                .startsWith("i40e, setting up its rings, in the system call ioctl (read from"
                        + " i40e_setup_tx_descriptors [i40e], ")
                .contains("on behalf of the task java (pid 138678); kernel 6.8.0");
    }

    @Test
    void anInterruptedTaskIsNotTheCause() {
        assertThat(who(Reports.kernel("6.8.0").asked(0, 0x820, "GFP_ATOMIC").inInterrupt()))
                .contains("java (pid 138678) was merely running and is not the cause");
    }

    @Test
    void aGuessIsCalledOne() {
        assertThat(who(Reports.kernel("6.8.0").task("khugepaged")))
                .contains("at a guess; the kernel thread khugepaged");
    }

    @Test
    void whatIsUsualIsSaidAsSuch() {
        assertThat(who(Reports.kernel("6.8.0").asked(2, 0x820, "GFP_ATOMIC")))
                .contains("perhaps in an interrupt")
                .contains("The trace doesn't tell more: 16 KiB at once are usually");
    }

    @Test
    void saysWhatBecomesOfIt() {
        Asker fork = Diagnostician.diagnose(Reports.kernel("6.8.0")
                        .asked(2, 0xcc0, "GFP_KERNEL")
                        .frame("copy_process")
                        .build())
                .asker();
        assertThat(AskerText.fallback(fork.fallback()))
                .isEqualTo("the caller gives up: the new process or thread isn't made (copy_process)");
        assertThat(AskerText.fallback(Fallback.UNKNOWN)).isEmpty();
    }
}
