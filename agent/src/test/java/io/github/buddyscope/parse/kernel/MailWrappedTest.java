// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.mend.LineMender;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports whose long lines a mail client, a terminal or a log daemon broke. */
class MailWrappedTest {
    private static final String SYSLOG = "/seed/el7-order5-i40e.log";
    private static final String DMESG = "/corpus/019-x86-5.15-2node-mountnfs-order5.log";

    private static FailureReport only(List<String> lines) {
        List<FailureReport> failures = Logs.failures(lines).stream()
                .filter(f -> f.kind() == FailureKind.PAGE_ALLOC_FAILURE)
                .toList();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "015-mips-5.10-go-order5-highmem-mailwrapped, 109-mips-5.10-go-order5-highmem-unwrapped",
        "029-arm64-5.4-hikey-thp04-header-split-by-oops, 111-arm64-5.4-hikey-thp04-header-split-by-oops-unwrapped"
    })
    void aWrappedReportSaysWhatItsUnwrappedTwinSays(String wrapped, String unwrapped) {
        FailureReport one = only(Logs.lines("/corpus/" + wrapped + ".log"));
        FailureReport other = only(Logs.lines("/corpus/" + unwrapped + ".log"));
        assertThat(one.request()).isEqualTo(other.request());
        assertThat(one.origin()).isEqualTo(other.origin());
        assertThat(one.memory()).isEqualTo(other.memory());
    }

    @ParameterizedTest
    @CsvSource({
        "039-arm64-5.10-android-dumpsys-oom-kmsg-raw-mailwrapped, 107-arm64-5.10-android-dumpsys-oom-kmsg-raw-unwrapped",
        "015-mips-5.10-go-order5-highmem-mailwrapped, 109-mips-5.10-go-order5-highmem-unwrapped"
    })
    void linesAreWhatTheyWereBeforeTheMail(String wrapped, String unwrapped) {
        assertThat(figures("/corpus/" + wrapped + ".log"))
                .isNotEmpty()
                .isEqualTo(figures("/corpus/" + unwrapped + ".log"));
    }

    /** Zone, buddy and reserve lines behind the mender, without regard to runs of blanks. */
    private static List<String> figures(String resource) {
        List<String> lines = new ArrayList<>();
        LineMender mender = new LineMender(line -> {
            DumpLine dump = DumpLine.of(line.text());
            if (dump != null && dump.kind() != DumpLine.Kind.TOTAL) {
                lines.add(line.text().strip().replaceAll(" +", " "));
            }
        });
        List<String> raw = Logs.lines(resource);
        for (int i = 0; i < raw.size(); i++) {
            LogPrefix.parse(i + 1, raw.get(i)).forEach(mender::accept);
        }
        mender.flush();
        return lines;
    }

    @ParameterizedTest
    @CsvSource({
        "007-x86-5.13-nas-smartctl-order0-mailwrapped, 3",
        "015-mips-5.10-go-order5-highmem-mailwrapped, 2",
        "069-x86-3.0sles11-fincore-order4, 3"
    })
    void noLineOfADumpIsLostToTheMail(String name, int zones) {
        MemInfo memory = only(Logs.lines("/corpus/" + name + ".log")).memory();
        assertThat(memory.cut()).isFalse();
        assertThat(memory.zones()).hasSize(zones).allSatisfy(zone -> {
            assertThat(zone.minKb()).isNotNull();
            assertThat(zone.lowmemReserve()).isNotNull();
            assertThat(zone.buddy().totalKb()).isNotNull();
        });
    }

    static IntStream columns() {
        return IntStream.of(60, 66, 72, 76, 78, 80, 100, 120, 160, 205);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void theReportIsTheSameWhereverAMailClientBreaksItsLines(int column) {
        for (String resource : List.of(SYSLOG, DMESG)) {
            List<String> lines = Logs.lines(resource);
            FailureReport whole = only(lines);
            assertSame(only(wrapped(lines, column, false)), whole);
            assertSame(only(wrapped(lines, column, true)), whole);
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void theReportIsTheSameWhereverATerminalBreaksItsLines(int column) {
        for (String resource : List.of(SYSLOG, DMESG)) {
            List<String> lines = Logs.lines(resource);
            FailureReport whole = only(lines);
            FailureReport broken = only(broken(lines, column));
            assertThat(broken.request()).isEqualTo(whole.request());
            assertThat(broken.memory().zones()).isEqualTo(whole.memory().zones());
        }
    }

    private static void assertSame(FailureReport report, FailureReport whole) {
        assertThat(report.header().text()).isEqualTo(whole.header().text());
        assertThat(report.header().number()).isLessThanOrEqualTo(whole.header().number() * 10);
        assertThat(report.header().time()).isEqualTo(whole.header().time());
        assertThat(report.request()).isEqualTo(whole.request());
        assertThat(closedUp(report.origin())).isEqualTo(closedUp(whole.origin()));
        assertThat(report.memory()).isEqualTo(whole.memory());
    }

    /** How many blanks stood where a line was broken is not to be known. */
    private static Origin closedUp(Origin o) {
        return new Origin(
                o.task(),
                o.pid(),
                o.cpu(),
                o.kernel(),
                closedUp(o.tainted()),
                closedUp(o.hardware()),
                o.workqueue(),
                o.stack(),
                o.interruptContext());
    }

    private static String closedUp(String text) {
        return text == null ? null : text.replaceAll(" +", " ");
    }

    /** At blanks, as a mail client does; the format that is called flowed leaves the blank at the end. */
    private static List<String> wrapped(List<String> lines, int column, boolean flowed) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            while (rest.length() > column) {
                int blank = rest.lastIndexOf(' ', column);
                int prefix =
                        rest == line ? line.length() - LogPrefix.textOf(line).length() : 0;
                if (blank <= prefix) {
                    blank = rest.indexOf(' ', Math.max(column, prefix + 1));
                }
                if (blank < 0) {
                    break;
                }
                wrapped.add(rest.substring(0, flowed ? blank + 1 : blank));
                rest = rest.substring(blank + 1);
            }
            wrapped.add(rest);
        }
        return wrapped;
    }

    private static List<String> broken(List<String> lines, int column) {
        List<String> broken = new ArrayList<>();
        for (String line : lines) {
            for (int from = 0; from == 0 || from < line.length(); from += column) {
                broken.add(line.substring(from, Math.min(line.length(), from + column)));
            }
        }
        return broken;
    }

    @Test
    void aZoneWhoseNodeIsALineOfItsOwnIsThatNodes() {
        String log = "Feb 19 16:20:12 lcg-dc25 kernel: java: page allocation failure: order:4, mode:0x20\n"
                + "Feb 19 16:20:12 lcg-dc25 kernel: Mem-Info:\n"
                + Logs.read("/corpus/081-x86-4.9debian-zone-lines-fragmented.log")
                        .replace("Node 0 ", "Node 1 ");
        MemInfo memory = Logs.failure(log).memory();
        assertThat(memory.zones()).extracting(z -> z.id().node()).containsExactly(0, 1);
        assertThat(memory.zones()).extracting(ReportZone::minKb).containsExactly(1924L, 65640L);
        assertThat(memory.zones())
                .extracting(ReportZone::lowmemReserve)
                .containsExactly(List.of(0L, 0L, 62446L, 62446L, 62446L), List.of(0L, 0L, 0L, 0L, 0L));
    }

    @Test
    void aRowThatWasCutIsNotMendedToAShorterOne() {
        FailureReport report = Logs.failure("""
                [    1.000000] java: page allocation failure: order:4, mode:0x20
                [    1.000001] Mem-Info:
                [    1.000002] Node 0 DMA free:15360kB min:120kB low:148kB high:176kB
                [    1.000003] Node 0 DMA: 0*4kB 0*8kB 0*16kB 0*32kB
                0*64kB 0*128kB 1*256kB
                [    1.000004] Node 0 DMA32: 2*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB
                1*256kB (U) 0*512kB = 265kB
                [    1.000005] Node 0 Normal: 0*4kB 0*8kB
                = 0kB
                """);
        assertThat(report.memory().cut()).isTrue();
        assertThat(report.memory().zones()).extracting(ReportZone::buddy).containsOnlyNulls();
    }

    @Test
    void aPieceOfAnotherZonesLineIsLeftOut() {
        FailureReport report = Logs.failure("""
                [    1.000000] java: page allocation failure: order:4, mode:0x20
                [    1.000001] Mem-Info:
                [    1.000002] Node 0 DMA free:15360kB min:120kB low:148kB high:176kB present:15992kB
                high:999kB present:888kB managed:15360kB
                [    1.000003] lowmem_reserve[]: 0 1684 15742 15742
                """);
        ReportZone zone = report.memory().zones().get(0);
        assertThat(zone.highKb()).isEqualTo(176L);
        assertThat(zone.managedKb()).isNull();
    }

    @Test
    void aNewReportIsNeverTakenForTheRestOfALine() {
        List<FailureReport> failures = Logs.failures("""
                java: page allocation failure: order:4,
                perl: page allocation failure: order:2, mode:0x20
                CPU: 0 PID: 7 Comm: perl
                ruby: page allocation failure: order:1, mode:0x20
                """);
        assertThat(failures).extracting(f -> f.origin().task()).containsExactly("perl", "ruby");
    }
}
