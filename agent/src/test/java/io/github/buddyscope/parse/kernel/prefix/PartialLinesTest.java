// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.Logs;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines in the wrapping of container runtimes and shippers. */
class PartialLinesTest {
    private static final String TEXT = "java: page allocation failure: order:4, mode:0x20";

    private static List<KernelLine> lines(String... raw) {
        PartialLines partial = new PartialLines();
        List<KernelLine> lines = new ArrayList<>();
        for (int i = 0; i < raw.length; i++) {
            lines.addAll(partial.parse(i + 1, raw[i]));
        }
        return lines;
    }

    @Test
    void joinsWhatTheContainerRuntimeSplit() {
        assertThat(lines(
                        "2024-01-01T00:00:00.000000001Z stderr P [    1.000000] java: page alloc",
                        "2024-01-01T00:00:00.000000002Z stderr P ation failure: order:4, mo",
                        "2024-01-01T00:00:00.000000003Z stderr F de:0x20"))
                .containsExactly(
                        new KernelLine(1, TEXT, 1_000_000L, LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1), null, null));
        assertThat(
                        lines(
                                "{\"log\":\"[    1.000000] java: page alloc\",\"stream\":\"stderr\",\"time\":\"2024-01-01T00:00:00Z\"}",
                                "{\"log\":\"ation failure: order:4, mode:0x20\\n\",\"stream\":\"stderr\",\"time\":\"2024-01-01T00:00:01Z\"}"))
                .containsExactly(new KernelLine(1, TEXT, 1_000_000L, LocalDateTime.of(2024, 1, 1, 0, 0), null, null));
    }

    @Test
    void findsTheFailureInLinesThatWereSplit() {
        List<FailureReport> failures = Logs.failures(List.of(
                "2024-01-01T00:00:00.000000001Z stderr F [    0.900000] x",
                "2024-01-01T00:00:00.000000001Z stderr P [    1.000000] java: page allocation failu",
                "2024-01-01T00:00:00.000000002Z stderr F re: order:4, mode:0x20"));
        assertThat(failures).extracting(f -> f.header().text()).containsExactly(TEXT);
    }

    @Test
    void forgetsTheBeginningOfALineWhoseRestIsMissing() {
        assertThat(lines("2024-01-01T00:00:00.000000001Z stderr P [    1.000000] java: page", "[    2.000000] " + TEXT))
                .extracting(KernelLine::text)
                .containsExactly(TEXT);
    }

    @Test
    void growsNoFurtherThanALine() {
        String[] raw = new String[200];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = "2024-01-01T00:00:00.000000001Z stderr " + (i < raw.length - 1 ? "P " : "F ") + "x".repeat(1000);
        }
        assertThat(lines(raw))
                .singleElement()
                .satisfies(line -> assertThat(line.text()).hasSize(LogPrefix.MAX_LINE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"log\":\"sshd[1]: %s\\n\",\"stream\":\"stdout\"}",
                "{\"log\":\"Mar 13 11:16:48 web-1 app: %s\\n\",\"stream\":\"stdout\"}",
                "{\"message\":\"%s\",\"SYSLOG_IDENTIFIER\":\"sshd\"}",
                "{\"message\":\"%s\",\"appname\":\"kernelx\"}",
                "{\"message\":\"%s\",\"facility\":\"user\"}",
                "{\"message\":\"%s\",\"_TRANSPORT\":\"journal\"}",
                "{\"message\":\"<12>%s\"}",
                "{\"message\":{\"message\":\"%s\"}}",
                "2024-01-01T00:00:00.000000001Z stderr F sshd[1]: %s",
                "2024-01-01T00:00:00.000000001Z Mar 13 11:16:48 web-1 app[7]: kernel: %s",
                "2024-03-13T11:16:48.123456Z web-1 app - - - kernel: %s",
                "<12>1 2024-03-13T11:16:48.123456Z web-1 kernel - - - %s",
                "<4>1 2024-03-13T11:16:48.123456Z web-1 app 7 - [a b=\"kernel: \"] %s",
                "10.1.1.2: user: warning: [2024-03-13T11:16:48.1Z]: %s",
                "03-13 11:16:48.172  1234  1234 W %s",
                "1710328608.123456 web-1 app: %s",
                "app: [    1.000000] %s",
                "app: kernel: %s"
            })
    void believesNoOtherProgramInAnyWrapping(String form) {
        assertThat(lines(form.replace("%s", TEXT))).isEmpty();
        assertThat(Logs.failures(List.of(form.replace("%s", TEXT)))).isEmpty();
    }

    @Test
    void survivesWrappingsWithoutEnd() {
        String line = TEXT;
        for (int i = 0; i < 12; i++) {
            line = "{\"log\":\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
            assertThat(lines(line).size()).isLessThanOrEqualTo(1);
        }
        String stamp = "2024-01-01T00:00:00.000000001Z stderr F ";
        assertThat(lines(stamp.repeat(10_000) + TEXT)).hasSizeLessThanOrEqualTo(1);
        for (String unit :
                List.of(stamp, "> ", "\u001b[", "\r", "[1.000000] ", "kernel: ", "1 ", "<4>", "[a ", "(2)[1:")) {
            String endless = unit.repeat(1_000_000 / unit.length());
            assertThat(lines(endless)).hasSizeLessThanOrEqualTo(1);
            assertThat(lines("<4>1 2024-03-13T11:16:48Z h kernel - - " + endless))
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(LogPrefix.stamp(1, endless).text()).isEmpty();
        }
    }
}
