// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsgRecordTest {
    private static KmsgRecord parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return KmsgRecord.parse(bytes, bytes.length);
    }

    @Test
    void readsTheFieldsOfARecord() {
        assertThat(parse("4,801,3158263918,-;bash: page allocation failure: order:7"))
                .isEqualTo(new KmsgRecord(4, 801, 3158263918L, '-', null, "bash: page allocation failure: order:7"));
    }

    @Test
    void readsTheCallerWhereTheKernelPrintsOneAndIgnoresFieldsItDoesNotKnow() {
        KmsgRecord record = parse("6,7,8,c,new=thing,caller=T12845,more;text");
        assertThat(record.caller()).isEqualTo("T12845");
        assertThat(record.flag()).isEqualTo('c');
        assertThat(record.fragment()).isTrue();
    }

    @Test
    void takesARecordOfLinux35WhichHasNoFlag() {
        assertThat(parse("6,339,5140900;NET: Registered"))
                .isEqualTo(new KmsgRecord(6, 339, 5140900, '-', null, "NET: Registered"));
    }

    @Test
    void keepsTheBlankThatTheTextBeginsWithAndItsSemicolons() {
        assertThat(parse("4,1,2,-; <TASK>; more").text()).isEqualTo(" <TASK>; more");
    }

    @Test
    void dropsTheDictionary() {
        assertThat(parse("6,1,2,-;usb 1-1: new device\n SUBSYSTEM=usb\n DEVICE=+usb:1-1\n")
                        .text())
                .isEqualTo("usb 1-1: new device");
    }

    @Test
    void trustsOnlyFacilityZeroAsTheKernels() {
        assertThat(parse("7,1,2,-;x").fromKernel()).isTrue();
        assertThat(parse("8,1,2,-;x").fromKernel()).isFalse();
        assertThat(parse("12,1,2,-;x").fromKernel()).isFalse();
    }

    @Test
    void unescapesBytesToUtf8AndMakesSeveralLinesOfEscapedNewlines() {
        KmsgRecord record = parse("4,9,10,-,caller=C1;gr\\xc3\\xbc\\xc3\\x9fe\\x5cx\\x0a next:1\\x0a");
        KernelLine.Arrival arrival = new KernelLine.Arrival(5, true);
        assertThat(record.lines(arrival))
                .containsExactly(
                        new KernelLine(9, "grüße\\x", 10L, null, "C1", arrival),
                        new KernelLine(9, " next:1", 10L, null, "C1", arrival));
    }

    @Test
    void letsNoTerminalEscapeThrough() {
        assertThat(parse("4,1,2,-;a\\x1b[31m\\x9b\\x7f\\xc2\\x9b\\x09b").text())
                .isEqualTo("a\u241b[31m\uFFFD\u2421\uFFFD\tb");
    }

    @Test
    void leavesABrokenEscapeAsItStands() {
        assertThat(parse("4,1,2,-;a\\xg1\\x4").text()).isEqualTo("a\\xg1\\x4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                ",,;",
                "4;",
                "4,1;x",
                "4,1,x,-;x",
                "-4,1,2,-;x",
                "4,1,2,-",
                "kernel: a, b, c; d",
                "99999999,1,2,-;x",
                "4,99999999999999999999,2,-;x",
                "4 ,1,2,-;x"
            })
    void takesNothingElseForARecord(String text) {
        assertThat(parse(text)).isNull();
    }

    @Test
    void readsNoFurtherThanTheLengthGiven() {
        byte[] buffer = "4,1,2,-;newold".getBytes(StandardCharsets.UTF_8);
        assertThat(KmsgRecord.parse(buffer, 11).text()).isEqualTo("new");
    }
}
