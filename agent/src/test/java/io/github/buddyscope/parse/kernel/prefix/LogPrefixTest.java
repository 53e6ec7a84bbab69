// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPrefixTest {
    private static final String TEXT = "java: page allocation failure: order:4, mode:0x20";

    private static KernelLine one(String line) {
        List<KernelLine> lines = LogPrefix.parse(7, line);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).number()).isEqualTo(7);
        return lines.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[85531.010995] ",
                "[    1.385690] ",
                "[  160.300800][T1662] ",
                "[ 3239.542037][    C1] ",
                "[ 3239.542037] [    C1] ",
                "<4>[    0.000000] ",
                "<4>",
                "kern  :warn  : [  281.612355] ",
                "[Wed Mar 13 11:16:48 2024] ",
                "[Di Aug 12 03:54:03 2025] ",
                "[  +0.000004] ",
                "[Mar13 11:16] ",
                "Apr 14 07:32:42 server1 kernel: ",
                "Apr  4 07:32:42 server1 kernel: [554283.989323] ",
                "Apr 14 07:32:42.123456 server1 kernel: ",
                "Apr 14 07:32:42 kernel: ",
                "Apr 14 07:32:42 OpenWrt kern.warn kernel: [   12.345678] ",
                "2024-09-15T17:54:27.194101-07:00 visionfive kernel: ",
                "2026-09-21T10:02:23+0000 host1 kernel: ",
                "2026-09-21T10:02:23Z host1 kernel: [    1.000000] ",
                "Tue 2024-09-17 17:54:27 UTC host1 kernel: ",
                "2024-03-13T11:16:48,123456+01:00 ",
                "[21161.092614] kernel: ",
                "[21161.092614] host1 kernel: ",
                "kernel: [85531.010995] ",
                "kernel: ",
                "04166 < 4> [   36.172486] [03-19 10:05:52.172] ",
                "4,801,3158263918,-;",
                "4,801,3158263918,-,caller=T12;",
                "\uFEFF",
                ""
            })
    void stripsWhatStandsBeforeTheKernelsText(String prefix) {
        assertThat(one(prefix + TEXT).text()).isEqualTo(TEXT);
        assertThat(one(prefix + TEXT + "\r").text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apr 14 07:32:42 server1 sshd[1]: ",
                "Apr 14 07:32:42 server1 sshd: ",
                "Apr 14 07:32:42 server1 notkernel: ",
                "Apr 14 07:32:42 server1 evil: kernel: ",
                "Apr 14 07:32:42 server1 user.warn kernel: ",
                "Apr 14 07:32:42 server1 ",
                "2024-09-15T17:54:27.194101-07:00 visionfive app[3]: ",
                "2024-09-15T17:54:27Z ",
                "Tue 2024-09-17 17:54:27 UTC host1 app[3]: ",
                "[21160.626351] earlyoom[84786]: ",
                "[21160.626351] host1 earlyoom[84786]: ",
                "sshd[1]: ",
                "user  :warn  : [  281.612355] ",
                "daemon:err   : [  281.612355] ",
                "<12>[    0.000000] ",
                "12,801,3158263918,-;",
            })
    void takesNoOtherProgramsLineForTheKernels(String prefix) {
        assertThat(LogPrefix.parse(1, prefix + TEXT)).isEmpty();
    }

    @Test
    void readsTheKernelsStampInMicroseconds() {
        KernelLine line = one("[2122311.383389] x");
        assertThat(line.kernelMicros()).isEqualTo(2122311383389L);
        assertThat(line.time()).isNull();
    }

    @Test
    void readsTheCallerWithoutItsPadding() {
        assertThat(one("[ 3239.542037][    C1] x").caller()).isEqualTo("C1");
        assertThat(one("[  160.300800][T1662] x").caller()).isEqualTo("T1662");
    }

    @Test
    void leavesTheYearAtZeroWhereSyslogLeavesItOut() {
        assertThat(one("Feb 29 07:32:42 h kernel: x").time()).isEqualTo(LocalDateTime.of(0, 2, 29, 7, 32, 42));
        assertThat(one("Feb 30 07:32:42 h kernel: x").time()).isNull();
    }

    @Test
    void readsTheTimeAsItWasWritten() {
        LocalDateTime time = LocalDateTime.of(2024, 9, 15, 17, 54, 27, 194101000);
        assertThat(one("2024-09-15T17:54:27.194101-07:00 h kernel: x").time()).isEqualTo(time);
        assertThat(one("[Wed Mar 13 11:16:48 2024] x").time()).isEqualTo(LocalDateTime.of(2024, 3, 13, 11, 16, 48));
        assertThat(one("[Mi M\u00e4r 13 11:16:48 2024] x").time()).isEqualTo(LocalDateTime.of(2024, 3, 13, 11, 16, 48));
        assertThat(one("[lun. f\u00e9vr. 12 11:16:48 2024] x").time())
                .isEqualTo(LocalDateTime.of(2024, 2, 12, 11, 16, 48));
        assertThat(one("[\u6c34  3\u6708 13 11:16:48 2024] x").time())
                .isEqualTo(LocalDateTime.of(2024, 3, 13, 11, 16, 48));
        assertThat(one("[xx yyy 13 11:16:48 2024] x").time()).isNull();
        assertThat(one("[Thu Feb 29 11:16:48 2023] x").time()).isNull();
    }

    @Test
    void makesSeveralLinesOfEscapedNewlines() {
        assertThat(LogPrefix.parse(3, "Apr 14 07:32:42 h kernel: active_anon:1#012 active_file:2#012"))
                .extracting(KernelLine::text)
                .containsExactly("active_anon:1", " active_file:2");
        assertThat(LogPrefix.parse(3, "4,1,2,-;active_anon:1\\x0a active_file:2"))
                .extracting(KernelLine::text, KernelLine::number)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("active_anon:1", 3L),
                        org.assertj.core.groups.Tuple.tuple(" active_file:2", 3L));
    }

    @Test
    void keepsTheBlankThatTheKernelsTextBeginsWith() {
        assertThat(one("[   12.345678]  <TASK>").text()).isEqualTo(" <TASK>");
        assertThat(one("[   12.345678][  T460]  show_stack+0x18/0x24").text()).isEqualTo(" show_stack+0x18/0x24");
    }

    @Test
    void takesNoBreakSpacesForBlanks() {
        assertThat(one("[    1.000000]\u00a0Free swap\u00a0 = 0kB").text()).isEqualTo("Free swap  = 0kB");
    }

    @Test
    void cutsALineThatNoKernelPrints() {
        assertThat(one("x".repeat(1_000_000)).text()).hasSize(LogPrefix.MAX_LINE);
    }

    @Test
    void letsNoTerminalEscapeThrough() {
        assertThat(one("[    1.000000] a\u001b]0;x\u0007\u202e").text()).isEqualTo("a\u241b]0;x\u2407\uFFFD");
    }
}
