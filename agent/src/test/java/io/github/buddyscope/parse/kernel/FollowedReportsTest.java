// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FollowedReportsTest {
    private static final int FLOOD = 6_000; // reports of a dozen lines: more than are gathered at once

    private final List<FailureReport> found = new ArrayList<>();
    private final FollowedReports reports = new FollowedReports(found::add);
    private long micros = 1_000_000;
    private long number;

    /** The next lines, each so many microseconds after the one before. */
    private void printed(long apart, String lines) {
        lines.lines().forEach(line -> {
            micros += apart;
            reports.line(new KernelLine(++number, line, micros, null, null, null));
        });
    }

    private void quiet() {
        reports.idle();
        reports.idle();
    }

    private static String dump(String last) {
        return """
                CPU: 1 UID: 0 PID: 41 Comm: dd Not tainted 6.18.44 #1
                Call Trace:
                 dump_stack_lvl+0x5d/0x80
                 warn_alloc+0x161/0x190
                Mem-Info:
                Node 0 Normal free:1096264kB min:59076kB low:87216kB high:115356kB present:1kB managed:1kB
                lowmem_reserve[]: 0 0 0 0 0
                Node 0 Normal: 1*4kB (U) 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 4kB
                1042 total pagecache pages
                4194174 pages RAM
                """ + last;
    }

    private static String header(String task) {
        return task
                + ": page allocation failure: order:7, mode:0x44dc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0\n";
    }

    @Test
    void waitsForNothingInAnEmptyLog() {
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        printed(1, "usb 1-1: new device");
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void handsAReportOnAMillisecondBehindItsTotals() {
        printed(10, header("dd") + dump(""));
        assertThat(reports.settleNanos())
                .as("a line that every dump has is missing")
                .isEqualTo(Long.MAX_VALUE);
        reports.settle();
        assertThat(found).isEmpty();

        printed(10, "90128 pages reserved");
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        reports.settle();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).memory().cut()).isFalse();
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        quiet();
        assertThat(found).hasSize(1);
    }

    @Test
    void waitsTheLongerTheSlowerTheConsole() {
        printed(7_000, header("dd") + dump("90128 pages reserved"));
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(28));
    }

    @Test
    void waitsNoLongerForAPrinterThatLostItsProcessorTwice() {
        printed(10, header("dd"));
        printed(20_000, "CPU: 1 UID: 0 PID: 41 Comm: dd Not tainted 6.18.44 #1");
        printed(10, "Call Trace:");
        printed(30_000, " warn_alloc+0x161/0x190");
        printed(10, "Mem-Info:\n90128 pages reserved");
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Test
    void waitsASecondAtMost() {
        printed(900_000, header("dd") + dump("90128 pages reserved"));
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void takesLinesThatComeLaterForNoReportOfTheirOwn() {
        printed(10, header("dd") + dump("90128 pages reserved"));
        reports.settle();
        printed(10, """
                0 pages cma reserved
                0 pages hwpoisoned
                Memory allocations:
                    8.50 MiB     2177 mm/slub.c:1848 func:alloc_slab_page
                """);
        printed(10, header("cp") + dump("90128 pages reserved").replace("dd", "cp"));
        reports.settle();
        quiet();

        assertThat(found).extracting(report -> report.origin().task()).containsExactly("dd", "cp");
        assertThat(found.get(1).memory().cut()).isFalse();
        assertThat(found.get(1).text()).doesNotContain("cma");
    }

    @Test
    void doesNotCutAReportInTwoThatIsPrintedSlowly() {
        String report = header("dd") + dump("90128 pages reserved\n0 pages cma reserved\n0 pages hwpoisoned");
        report.lines().forEach(line -> {
            printed(9_000, line);
            reports.idle(); // nothing more for now
            reports.settle(); // sooner than asked for
        });
        quiet();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).memory().zones()).hasSize(1);
        assertThat(found.get(0).memory().cut()).isFalse();
    }

    @Test
    void waitsForTheOlderOfTwoThatComeInterleaved() {
        printed(10, header("dd"));
        printed(10, header("cp") + dump("90128 pages reserved").replace("dd", "cp"));
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        reports.settle();
        assertThat(found).isEmpty();
        quiet();

        assertThat(found).extracting(report -> report.origin().task()).containsExactly("dd", "cp");
    }

    @Test
    void leavesAReportWithoutItsDumpToTheQuiet() {
        printed(
                10,
                header("dd") + "CPU: 1 PID: 41 Comm: dd Not tainted 4.14.1 #1\nCall Trace:\n warn_alloc+0x161/0x190");
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        quiet();

        assertThat(found).hasSize(1);
    }

    @Test
    void leavesASlabToTheQuietSinceItHasALineForEachNode() {
        printed(10, """
                SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                  cache: kmalloc-64, object size: 64, buffer size: 64, default order: 0, min order: 0
                  node 0: slabs: 121, objs: 3630, free: 0
                """);
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        reports.settle();
        printed(60_000, "  node 1: slabs: 7, objs: 210, free: 0");
        quiet();

        assertThat(found).hasSize(1);
        assertThat(((Slab) found.get(0).detail()).nodes()).hasSize(2);
    }

    @Test
    void handsOnAFailureOfOneLineAtOnce() {
        printed(10, "cma: cma_alloc: reserved: alloc failed, req-size: 1 pages, ret: -12");
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        reports.settle();

        assertThat(found).extracting(FailureReport::kind).containsExactly(FailureKind.CMA_FAILURE);
    }

    @Test
    void takesALateSecondLineOfOneMappingForTheFailureThatWasHandedOn() {
        printed(10, "ata1: swiotlb buffer is full (sz: 65536 bytes)");
        reports.settle();
        printed(8_000, "ata1: DMA: Out of SW-IOMMU space for 65536 bytes");
        quiet();

        assertThat(found).hasSize(1);
    }

    @Test
    void countsRepetitionsThatComeTooLateForTheFirst() {
        String line = "xhci-hcd ee000000.usb: swiotlb buffer is full (sz: 4096 bytes)";
        printed(10, line);
        reports.settle();
        printed(10, "message repeated 3 times: [ " + line + "]");
        quiet();

        assertThat(found).extracting(FailureReport::occurrences).containsExactly(1, 3);
    }

    @Test
    void joinsVmallocsOldLineAndItsHeaderHoweverSlowly() {
        printed(10, "vmalloc: allocation failure: 17367433216 bytes");
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        reports.settle();
        printed(9_000, "dd: page allocation failure: order:0, mode:0x2200d2\n" + dump("90128 pages reserved"));
        reports.settle();
        quiet();

        assertThat(found).extracting(FailureReport::kind).containsExactly(FailureKind.VMALLOC_FAILURE);
    }

    @Test
    void handsOnAKillBehindItsVictim() {
        printed(10, """
                java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                memory: usage 1024kB, limit 1024kB, failcnt 9
                """);
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        printed(10, "Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB");
        assertThat(reports.settleNanos()).as("a line of 5.2 and before").isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        reports.settle();

        assertThat(found).hasSize(1);
        assertThat(((OomKill) found.get(0).detail()).victimPid()).isEqualTo(7);
    }

    @Test
    void waitsForTheOthersOfAGroupThatIsKilled() {
        String kill = "Memory cgroup out of memory: Killed process %d (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB,"
                + " shmem-rss:0kB, UID:0 pgtables:5kB oom_score_adj:0\n";
        printed(10, "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0");
        printed(10, kill.formatted(7) + "Tasks in /a are going to be killed due to memory.oom.group set");
        assertThat(reports.settleNanos()).isEqualTo(Long.MAX_VALUE);
        reports.settle();
        printed(10, kill.formatted(8) + kill.formatted(9));
        quiet();

        assertThat(found).hasSize(1);
        assertThat(((OomKill) found.get(0).detail()).alsoKilled()).isEqualTo(2);
    }

    @Test
    void takesTheOthersOfAGroupForNoKillsOfTheirOwnHoweverLateTheyCome() {
        String kill = "Memory cgroup out of memory: Killed process %d (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB,"
                + " shmem-rss:0kB, UID:0 pgtables:5kB oom_score_adj:0\n";
        printed(
                10,
                "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n" + kill.formatted(7));
        reports.settle();
        assertThat(found).hasSize(1);
        printed(9_000, "Tasks in /a are going to be killed due to memory.oom.group set\n" + kill.formatted(8));
        quiet();

        assertThat(found).hasSize(1);
    }

    /** The next lines, all at the same time. */
    private void arrived(long nanos, String lines) {
        lines.lines()
                .forEach(line -> reports.line(
                        new KernelLine(++number, line, null, null, null, new KernelLine.Arrival(nanos, true))));
    }

    @Test
    void dropsWholeReportsInAFloodAndCountsThem() {
        String report = header("dd") + dump("90128 pages reserved");
        long lines = report.lines().count();
        for (int i = 0; i < 20_000; i++) {
            arrived(1, report);
        }
        assertThat(reports.floods()).isTrue();
        quiet();

        assertThat(reports.floods()).isFalse();
        long gathered = FollowedReports.LINES_AT_ONCE / lines
                + 1
                + 1; // what is begun is gathered to its end, and the flood's last
        assertThat(found).hasSize((int) gathered);
        assertThat(found)
                .allMatch(
                        whole -> !whole.memory().cut() && whole.memory().zones().size() == 1);
        assertThat(reports.received()).isEqualTo(20_000);
        assertThat(reports.dropped()).isEqualTo(20_000 - gathered);
        assertThat(reports.linesPassedOver()).isEqualTo((20_000 - gathered) * lines);
    }

    @Test
    void handsOnTheFirstReportATenthOfASecondAfterTheFlood() {
        for (int i = 0; i < 20_000; i++) {
            arrived(1, header("dd") + dump("90128 pages reserved"));
        }
        int before = found.size();
        arrived(
                1 + TimeUnit.MILLISECONDS.toNanos(115), // eight lines are owed
                header("cp") + dump("90128 pages reserved").replace("dd", "cp"));
        reports.settle();

        assertThat(reports.floods()).isFalse();
        assertThat(found).hasSize(before + 1);
        assertThat(found.get(before).origin().task()).isEqualTo("cp");
        assertThat(found.get(before).memory().cut()).isFalse();
    }

    @Test
    void readsHistoryOfAnyLengthThatComesInItsOwnTime() {
        long nanos = 1;
        for (int i = 0; i < 20_000; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(100);
            arrived(nanos, header("dd") + dump("90128 pages reserved"));
        }
        quiet();

        assertThat(found).hasSize(20_000);
        assertThat(reports.dropped()).isZero();
        assertThat(reports.linesPassedOver()).isZero();
    }

    @Test
    void countsAFailureOnceWhateverItsLinesInAFlood() {
        String lines = """
                vmalloc: allocation failure: 17367433216 bytes
                dd: page allocation failure: order:0, mode:0x2200d2
                ata1: swiotlb buffer is full (sz: 65536 bytes)
                ata1: DMA: Out of SW-IOMMU space for 65536 bytes
                java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=java,pid=7,uid=0
                Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                Memory cgroup out of memory: Killed process 8 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                a page allocation failure that somebody talks of
                """;
        for (int i = 0; i < FollowedReports.LINES_AT_ONCE + 2_000; i++) {
            arrived(1, "usb 1-1: new device");
        }
        assertThat(reports.floods()).isTrue();
        arrived(1, lines);
        quiet();

        assertThat(found)
                .extracting(FailureReport::text)
                .singleElement()
                .satisfies(last -> assertThat(last).contains("process 8"));
        assertThat(reports.received()).isEqualTo(4);
        assertThat(reports.dropped()).isEqualTo(3);
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            arrived(1, header("dd" + i) + dump("90128 pages reserved"));
        }
        assertThat(reports.floods()).isTrue();
    }

    private FailureReport last() {
        return found.get(found.size() - 1);
    }

    @Test
    void gathersTheLastReportOfAFloodAndThoseBehindItOnceAllIsRead() {
        flood();
        int before = found.size();
        assertThat(reports.settleNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        reports.settle();
        assertThat(reports.floods()).isFalse();
        assertThat(reports.settleNanos()).as("at its console's pace").isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        reports.settle();
        assertThat(found).hasSize(before + 1);
        assertThat(last().origin().task()).isEqualTo("dd" + (FLOOD - 1));
        assertThat(last().memory().cut()).isFalse();

        arrived(1, header("cp") + dump("90128 pages reserved"));
        reports.settle();
        assertThat(found).hasSize(before + 2);
        assertThat(last().header().text()).startsWith("cp:");
        assertThat(last().memory().cut()).isFalse();
        assertThat(reports.received()).isEqualTo(FLOOD + 1).isEqualTo(found.size() + reports.dropped());
    }

    @Test
    void goesOnWithALastReportThatIsStillBeingPrintedWhenAllIsRead() {
        flood();
        arrived(1, header("cp") + dump(""));
        reports.settle();
        reports.settle();
        int before = found.size();
        arrived(1, "90128 pages reserved");
        reports.settle();

        assertThat(found).hasSize(before + 1);
        assertThat(last().header().text()).startsWith("cp:");
        assertThat(last().memory().cut()).isFalse();
        assertThat(last().memory().zones()).hasSize(1);
    }

    @Test
    void doesNotMakeOneReportOfTwoBetweenWhichLinesOfAFloodWereLost() {
        flood();
        arrived(1, header("cp"));
        reports.lost(100);
        arrived(1, dump("90128 pages reserved"));
        reports.settle();
        reports.settle();

        assertThat(last().header().text()).startsWith("cp:");
        assertThat(last().memory().zones()).isEmpty();
        assertThat(last().text()).doesNotContain("reserved");
        assertThat(reports.received()).isEqualTo(FLOOD + 1).isEqualTo(found.size() + reports.dropped());
    }

    @Test
    void keepsOfTheLastReportNoMoreLinesThanAReportMayHave() {
        flood();
        arrived(1, header("cp") + "usb 1-1: new device\n".repeat(100_000));
        reports.settle();

        assertThat(last().header().text()).startsWith("cp:");
        assertThat(reports.linesPassedOver()).isGreaterThan(100_000 - OpenReport.MAX_LINES);
    }

    @Test
    void gathersNoMoreThanItsRationOfAFloodThatPausesAgainAndAgain() {
        long lines = (header("dd") + dump("90128 pages reserved")).lines().count();
        long pause = TimeUnit.MILLISECONDS.toNanos(20);
        int bursts = 1_000;
        for (int burst = 0; burst < bursts; burst++) {
            for (int i = 0; i < 20; i++) {
                arrived(burst * pause, header("dd") + dump("90128 pages reserved"));
            }
            for (int i = 0; i < 2 && reports.settleNanos() < pause; i++) {
                reports.settle();
            }
        }
        quiet();

        double seconds = bursts * pause / 1e9;
        assertThat(found.size() * lines)
                .isLessThan((long) (FollowedReports.LINES_AT_ONCE + seconds * FollowedReports.LINES_A_SECOND)
                        + FollowedReports.CREDIT
                        + 2 * lines);
        assertThat(reports.received()).isEqualTo(20L * bursts).isEqualTo(found.size() + reports.dropped());
        assertThat(reports.linesPassedOver()).isEqualTo((20L * bursts - found.size()) * lines);
    }

    static Stream<Path> logs() throws IOException {
        // a mail client's or a terminal's wraps are in no log that grows
        return Files.list(Path.of("src/test/resources/corpus"))
                .filter(file -> file.toString().endsWith(".log"))
                .filter(file -> !file.toString().contains("wrapped.")
                        && !file.toString().contains("cut."))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void saysTheSameOfEveryReportHoweverSoonItIsSettled(Path log) throws IOException {
        assertThat(said(log, true)).isEqualTo(said(log, false));
    }

    private static List<String> said(Path log, boolean settles) throws IOException {
        List<String> said = new ArrayList<>();
        FollowedReports followed = new FollowedReports(report -> said.add(report.kind() + " "
                + report.header().number()
                + " " + report.request() + " " + report.origin() + " " + report.memory() + " " + report.detail() + " "
                + report.suppressed() + " " + report.occurrences()));
        PartialLines prefixes = new PartialLines();
        long number = 0;
        for (String line : new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).split("\n")) {
            for (KernelLine parsed : prefixes.parse(++number, line)) {
                followed.line(parsed);
                if (settles && followed.settleNanos() != Long.MAX_VALUE) {
                    followed.settle();
                }
            }
        }
        followed.idle();
        followed.idle();
        return said;
    }
}
