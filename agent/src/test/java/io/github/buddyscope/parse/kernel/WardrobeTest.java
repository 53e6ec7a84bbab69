// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One real report in everything that a kernel's line is dressed in: it stays the same report. */
class WardrobeTest {
    private static final String REPORT = "/corpus/019-x86-5.15-2node-mountnfs-order5.log";
    private static final LocalDateTime NONE = null;
    private static final LocalDateTime SECOND = LocalDateTime.of(2024, 3, 13, 11, 16, 48);
    private static final LocalDateTime MICROSECOND = SECOND.withNano(123_456_000);
    private static final LocalDateTime YEARLESS = SECOND.withYear(0);

    /**
     * @param time what the line tells of the wall clock
     * @param micros whether it tells the kernel's own time
     */
    private record Dress(String name, LocalDateTime time, boolean micros, Function<KernelLine, String> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Dress plain(String name, LocalDateTime time, String prefix) {
        return new Dress(name, time, false, l -> prefix + l.text());
    }

    /** With {@code %s} for the kernel's {@code sec.usec}, {@code %d} for its microseconds. */
    private static Dress stamped(String name, LocalDateTime time, String prefix) {
        return new Dress(
                name,
                time,
                true,
                l -> prefix.replace("%s", seconds(l)).replace("%d", "" + l.kernelMicros()) + l.text());
    }

    private static Dress object(String name, LocalDateTime time, boolean micros, String object) {
        return new Dress(
                name,
                time,
                micros,
                l -> object.replace("%s", seconds(l))
                        .replace("%d", "" + l.kernelMicros())
                        .replace("%t", quoted(l)));
    }

    private static String seconds(KernelLine line) {
        long micros = line.kernelMicros();
        return String.format(Locale.ROOT, "%5d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    private static String quoted(KernelLine line) {
        return line.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c");
    }

    private static String bytes(KernelLine line) {
        List<String> bytes = new ArrayList<>();
        for (byte b : line.text().getBytes(StandardCharsets.UTF_8)) {
            bytes.add("" + (b & 0xff));
        }
        return String.join(",", bytes);
    }

    static Stream<Dress> dresses() {
        return Stream.of(
                // dmesg, and what the kernel itself prints
                plain("dmesg -t, journalctl -o cat", NONE, ""),
                stamped("dmesg", NONE, "[%s] "),
                stamped("dmesg -r", NONE, "<4>[%s] "),
                plain("<4> of a kernel without stamps", NONE, "<4>"),
                plain("dmesg -T", SECOND, "[Wed Mar 13 11:16:48 2024] "),
                plain("dmesg -T, German", SECOND, "[Mi M\u00e4r 13 11:16:48 2024] "),
                plain("dmesg -T, French", SECOND, "[mer. mars 13 11:16:48 2024] "),
                plain("dmesg -T, Japanese", SECOND, "[\u6c34  3\u6708 13 11:16:48 2024] "),
                plain("dmesg -T, Russian", SECOND, "[\u0421\u0440 \u043c\u0430\u0440 13 11:16:48 2024] "),
                stamped("dmesg -x, --decode", NONE, "kern  :warn  : [%s] "),
                plain("dmesg -x -T", SECOND, "kern  :warn  : [Wed Mar 13 11:16:48 2024] "),
                stamped("dmesg -d", NONE, "[%s <    0.000004>] "),
                plain("dmesg -T -d", SECOND, "[Wed Mar 13 11:16:48 2024 <    0.000004>] "),
                plain("dmesg --time-format delta", NONE, "[<    0.000004>] "),
                plain("dmesg --reltime, -H", NONE, "[  +0.000004] "),
                plain("dmesg -H, a line of its own minute", NONE, "[Mar13 11:16] "),
                plain("dmesg --time-format iso", MICROSECOND, "2024-03-13T11:16:48,123456+01:00 "),
                new Dress(
                        "dmesg --color",
                        NONE,
                        true,
                        l -> "\u001b[32m[" + seconds(l) + "] \u001b[0m\u001b[33m"
                                + l.text().replaceFirst(": ", ": \u001b[0m")),
                stamped("caller id of a task", NONE, "[%s][T1662] "),
                stamped("caller id of a processor", NONE, "[%s][    C1] "),
                stamped(
                        "Android: serial number and two stamps",
                        YEARLESS.withNano(172_000_000),
                        "04166 < 4> [%s] [03-13 11:16:48.172] "),
                stamped("MediaTek", NONE, "<4>[%s]  (2)[1234:kworker/2:1]"),
                stamped("Samsung", NONE, "<4>[%s]  [2:    kworker/2:1: 1234] "),
                stamped("Spreadtrum", NONE, "<4>[%s] c2   1234 "),
                new Dress("logcat -b kernel", YEARLESS.withNano(172_000_000), false, WardrobeTest::logcat),
                // /dev/kmsg
                stamped("/dev/kmsg", NONE, "4,801,%d,-;"),
                stamped("/dev/kmsg of Linux 3.5", NONE, "4,801,%d;"),
                stamped("/dev/kmsg with caller and a field to come", NONE, "4,801,%d,-,caller=T12,new=1;"),
                // syslog
                plain("RFC 3164", YEARLESS, "Mar 13 11:16:48 web-1 kernel: "),
                stamped("RFC 3164 with the kernel's stamp", YEARLESS, "Mar 13 11:16:48 web-1 kernel: [%s] "),
                stamped("RFC 3164, no blank before the stamp", YEARLESS, "Mar 13 11:16:48 web-1 kernel:[%s] "),
                plain("RFC 3164 with a priority", YEARLESS, "<4>Mar 13 11:16:48 web-1 kernel: "),
                plain("RFC 3164 without a host", YEARLESS, "Mar 13 11:16:48 kernel: "),
                plain("RFC 3164 with a process id", YEARLESS, "Mar 13 11:16:48 web-1 kernel[0]: "),
                plain("RFC 3164, vmunix", YEARLESS, "Mar 13 11:16:48 web-1 vmunix: "),
                stamped("busybox, OpenWrt", YEARLESS, "Mar 13 11:16:48 OpenWrt kern.warn kernel: [%s] "),
                plain("OpenWrt logread", SECOND, "Wed Mar 13 11:16:48 2024 kern.warn kernel: "),
                stamped("RFC 3339", MICROSECOND, "2024-03-13T11:16:48.123456-07:00 web-1 kernel: [%s] "),
                plain("RFC 5424", MICROSECOND, "<4>1 2024-03-13T11:16:48.123456Z web-1 kernel - - - "),
                stamped(
                        "RFC 5424 with elements",
                        MICROSECOND,
                        "<4>1 2024-03-13T11:16:48.123456Z web-1 kernel 0 ID7 [a@1 b=\"c]\\\"\"][d e=\"f\"] \uFEFF[%s] "),
                stamped("a stamp of no known form", NONE, "13.03.2024 11:16:48,123 web-1 kernel: [%s] "),
                plain("a stamp of no known form without the kernel's", NONE, "[13/Mar/2024:11:16:48] web-1 kernel: "),
                plain(
                        "talosctl",
                        SECOND.withNano(123_456_789),
                        "10.1.1.2: kern: warning: [2024-03-13T11:16:48.123456789Z]: "),
                // journalctl
                plain("journalctl -o short-full", SECOND, "Wed 2024-03-13 11:16:48 CET web-1 kernel: "),
                plain("journalctl -o short-iso", SECOND, "2024-03-13T11:16:48+0100 web-1 kernel: "),
                plain("journalctl -o short-iso-precise", MICROSECOND, "2024-03-13T11:16:48.123456+0100 web-1 kernel: "),
                plain(
                        "journalctl -o short-precise",
                        YEARLESS.withNano(123_456_000),
                        "Mar 13 11:16:48.123456 web-1 kernel: "),
                plain("journalctl -o short-unix", MICROSECOND, "1710328608.123456 web-1 kernel: "),
                stamped("journalctl -o short-monotonic", NONE, "[%s] web-1 kernel: "),
                stamped("journalctl -o short-monotonic --no-hostname", NONE, "[%s] kernel: "),
                stamped("journalctl -o short-delta", NONE, "[%s <    0.000012 >] web-1 kernel: "),
                stamped("journalctl -o short-delta, first line", NONE, "[%s                ] web-1 kernel: "),
                object(
                        "journalctl -o json",
                        MICROSECOND,
                        true,
                        "{\"__CURSOR\":\"s=1;i=2\",\"__REALTIME_TIMESTAMP\":\"1710328608123456\",\"PRIORITY\":\"4\","
                                + "\"_SOURCE_MONOTONIC_TIMESTAMP\":\"%d\",\"_TRANSPORT\":\"kernel\","
                                + "\"SYSLOG_IDENTIFIER\":\"kernel\",\"SYSLOG_FACILITY\":\"0\",\"MESSAGE\":\"%t\"}"),
                new Dress(
                        "journalctl -o json, bytes",
                        NONE,
                        false,
                        l -> "{\"MESSAGE\":[" + bytes(l) + "],\"_TRANSPORT\":\"kernel\"}"),
                object("journalctl -o json-seq", NONE, false, "\u001e{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"%t\"}"),
                object("journalctl -o json-sse", NONE, false, "data: {\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"%t\"}"),
                // containers and shippers
                object(
                        "Docker's json-file",
                        SECOND.withNano(123_456_789),
                        true,
                        "{\"log\":\"[%s] %t\\n\",\"stream\":\"stderr\",\"time\":\"2024-03-13T11:16:48.123456789Z\"}"),
                stamped("CRI", SECOND.withNano(123_456_789), "2024-03-13T11:16:48.123456789Z stderr F [%s] "),
                plain("CRI of dmesg -t", SECOND.withNano(123_456_789), "2024-03-13T11:16:48.123456789Z stdout F "),
                plain("kubectl logs --timestamps", SECOND.withNano(123_456_789), "2024-03-13T11:16:48.123456789Z "),
                stamped(
                        "kubectl logs of journalctl",
                        YEARLESS,
                        "2024-03-13T11:16:48.123456789Z Mar 13 11:16:48 web-1 kernel: [%s] "),
                object("Fluent Bit", MICROSECOND, true, "{\"date\":1710328608.123456,\"log\":\"[%s] %t\"}"),
                object(
                        "Fluent Bit around Docker",
                        SECOND,
                        true,
                        "{\"log\":\"{\\\"log\\\":\\\"<4>[%s] x\\\"}\",\"kubernetes\":{\"log\":\"y\"}}"
                                .replace("x\\\"}\"", "%t\\\"}\"")
                                .replace("\"kubernetes\"", "\"time\":\"2024-03-13T11:16:48Z\",\"kubernetes\"")),
                object(
                        "Vector",
                        SECOND,
                        true,
                        "{\"SYSLOG_IDENTIFIER\":\"kernel\",\"host\":\"web-1\","
                                + "\"message\":\"[%s] %t\",\"source_type\":\"journald\",\"timestamp\":\"2024-03-13T11:16:48Z\"}"),
                object(
                        "Fluent Bit's systemd input",
                        NONE,
                        true,
                        "{\"_TRANSPORT\":\"kernel\",\"PRIORITY\":\"4\","
                                + "\"_SOURCE_MONOTONIC_TIMESTAMP\":\"%d\",\"MESSAGE\":\"%t\"}"),
                // consoles, mail and people
                new Dress(
                        "serial console of a cloud",
                        NONE,
                        true,
                        l -> "\r\u001b[0m[" + seconds(l) + "] " + l.text() + "\r\r"),
                stamped("serial console with a program's line overwritten", NONE, "Loading 12%\r[%s] "),
                stamped("mail quotes", NONE, "> >> >>> [%s] "),
                plain("mail quotes of bare lines", NONE, ">>> "),
                stamped("a shell prompt", NONE, "root@arm64:~# [%s] "),
                stamped("a program's unfinished line", NONE, "Creating journal (131072 blocks): [%s] "),
                stamped("a shipper of no known form", NONE, "2024/03/13|web-1|kmsg| [%s] "),
                stamped("no-break spaces", NONE, "\u00a0[%s]\u00a0"),
                stamped("a byte order mark", NONE, "\uFEFF[%s] "));
    }

    private static String logcat(KernelLine line) {
        int colon = line.text().indexOf(": ");
        String text = colon > 0 && colon < 8
                ? String.format("%-8s", line.text().substring(0, colon))
                        + line.text().substring(colon)
                : line.text();
        return "03-13 11:16:48.172     0     0 W " + text;
    }

    @ParameterizedTest
    @MethodSource("dresses")
    void theReportIsTheSameInAnyDress(Dress dress) {
        List<KernelLine> lines = Logs.stamped(REPORT);
        FailureReport naked = Logs.failures(Logs.lines(REPORT)).get(0);

        List<FailureReport> failures =
                Logs.failures(lines.stream().map(dress.of()).toList());

        assertThat(failures).hasSize(1);
        FailureReport report = failures.get(0);
        assertThat(report.header().text()).isEqualTo(naked.header().text());
        assertThat(report.request()).isEqualTo(naked.request());
        assertThat(report.origin()).isEqualTo(naked.origin());
        assertThat(report.memory()).isEqualTo(naked.memory());
        assertThat(report.header().time()).isEqualTo(dress.time());
        assertThat(report.header().kernelMicros())
                .isEqualTo(dress.micros() ? naked.header().kernelMicros() : null);
    }
}
