// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PastLinesTest {
    private final List<FailureReport> reports = new ArrayList<>();
    private final PastLines lines = new PastLines(reports::add, new Counting());
    private long number;
    private int expected;

    private final class Counting implements Facts {
        @Override
        public HostFacts get() {
            return HostFacts.UNKNOWN;
        }

        @Override
        public void expected() {
            expected++;
        }
    }

    @Test
    void whatTheLogHeldIsToldWhenSomebodyLooks() {
        line("cma: cma_alloc: alloc failed, req-size: 16 pages, ret: -12", false);
        quiet();
        assertThat(reports).isEmpty();

        lines.tell();

        assertThat(reports).hasSize(1);
    }

    @Test
    void itIsToldBeforeTheFirstLiveLineAndAReportMayReachIntoThePresent() {
        line("java: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null)", false);
        line("Mem-Info:", true);
        line("active_anon:1 inactive_anon:2 isolated_anon:3", true);
        quiet();

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.order()).isEqualTo(4);
            assertThat(report.text()).contains("active_anon:1");
        });
    }

    @Test
    void itIsToldAfterHalfAMinuteAtTheLatest() {
        line("cma: cma_alloc: alloc failed, req-size: 16 pages, ret: -12", false);
        quiet();
        lines.tick(System.nanoTime());
        assertThat(reports).isEmpty();

        lines.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(PastLines.PATIENCE_SECONDS));

        assertThat(reports).hasSize(1);
    }

    @Test
    void noMoreIsHeldThanTheLimit() {
        line("cma: cma_alloc: alloc failed, req-size: 16 pages, ret: -12", false);
        for (int i = 2; i < PastLines.MOST_LINES; i++) {
            line("usb 1-1: new device", false);
        }
        assertThat(reports).isEmpty();

        line("usb 1-1: new device", false);

        assertThat(reports).hasSize(1);
    }

    @Test
    void whatIsOpenWhenItIsToldEndsAsTheLogGoesQuiet() {
        line("java: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null)", false);
        lines.idle();
        lines.tell();
        assertThat(reports).isEmpty();

        lines.idle();

        assertThat(reports).hasSize(1);
    }

    @Test
    void factsAreExpectedOnceALiveReportHasBegun() {
        line("java: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null)", false);
        quiet();
        line("usb 1-1: new device", true);
        assertThat(expected).isZero();

        line("java: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null)", true);

        line("CPU: 1 PID: 4711 Comm: java Not tainted 6.18.44 #1", true);
        assertThat(expected).isPositive();
    }

    private void line(String text, boolean live) {
        number++;
        lines.line(new KernelLine(number, text, number, null, null, new KernelLine.Arrival(System.nanoTime(), live)));
    }

    private void quiet() {
        lines.idle();
        lines.idle();
    }
}
