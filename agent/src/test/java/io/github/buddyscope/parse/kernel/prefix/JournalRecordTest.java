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

class JournalRecordTest {
    private static final String ENTRY = """
            {"_TRANSPORT":"kernel","PRIORITY":"4","SYSLOG_FACILITY":"0","SYSLOG_IDENTIFIER":"kernel",\
            "_SOURCE_MONOTONIC_TIMESTAMP":"3158263918","__MONOTONIC_TIMESTAMP":"3158264407",\
            "__REALTIME_TIMESTAMP":"1744615962123456","_BOOT_ID":"5431e12877f64e10b32eae46c739923e",\
            "__CURSOR":"s=3c16;i=f293a2;b=5431;m=2321;t=62c2;x=fbb7","_HOSTNAME":"web-1",\
            "MESSAGE":"java: page allocation failure: order:4, mode:0x20"}""";

    private static final String TEXT = "java: page allocation failure: order:4, mode:0x20";

    @Test
    void readsWhoWhenAndWhereToGoOn() {
        JournalRecord record = JournalRecord.parse(ENTRY);
        assertThat(record)
                .isEqualTo(new JournalRecord(
                        "s=3c16;i=f293a2;b=5431;m=2321;t=62c2;x=fbb7",
                        "5431e12877f64e10b32eae46c739923e",
                        "kernel",
                        "kernel",
                        0,
                        4,
                        3158263918L,
                        3158264407L,
                        1744615962123456L,
                        TEXT));
        assertThat(record.fromKernel()).isTrue();
    }

    @Test
    void givesTheLineWithTheKernelsStampAndTheJournalsTime() {
        KernelLine.Arrival arrival = new KernelLine.Arrival(9, true);
        LocalDateTime time = LocalDateTime.of(2025, 4, 14, 7, 32, 42, 123456000);
        assertThat(JournalRecord.parse(ENTRY).lines(7, arrival))
                .containsExactly(new KernelLine(7, TEXT, 3158263918L, time, null, arrival));
        assertThat(JournalRecord.parse(7, ENTRY))
                .containsExactly(new KernelLine(7, TEXT, 3158263918L, time, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"_TRANSPORT\":\"syslog\"",
                "\"_TRANSPORT\":\"journal\"",
                "\"_TRANSPORT\":\"stdout\"",
                "\"_TRANSPORT\":\"kernel\",\"SYSLOG_FACILITY\":\"1\"",
                "\"_TRANSPORT\":\"kernel\",\"SYSLOG_FACILITY\":\"1\",\"SYSLOG_IDENTIFIER\":\"kernel\"",
                "\"_TRANSPORT\":\"kernel\",\"SYSLOG_IDENTIFIER\":\"systemd\"",
                "\"_TRANSPORT\":\"kernel\",\"_TRANSPORT\":\"syslog\"",
                "\"__CURSOR\":\"s=1\",\"SYSLOG_IDENTIFIER\":\"kernel\""
            })
    void believesOnlyWhatCameFromTheKernel(String fields) {
        String line = "{" + fields + ",\"MESSAGE\":\"" + TEXT + "\"}";
        assertThat(JournalRecord.parse(line).fromKernel()).isFalse();
        assertThat(JournalRecord.parse(1, line)).isEmpty();
    }

    @Test
    void readsAMessageThatIsGivenAsBytes() {
        String line = "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[103, 114,195,188,27,91,10,98]}";
        assertThat(JournalRecord.parse(1, line)).extracting(KernelLine::text).containsExactly("gr\u00fc\u241b[", "b");
    }

    @Test
    void makesSeveralLinesOfAMessageWithNewlines() {
        String line = "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"active_anon:1\\n active_file:2\\n\"}";
        assertThat(JournalRecord.parse(3, line))
                .extracting(KernelLine::text, KernelLine::number)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("active_anon:1", 3L),
                        org.assertj.core.groups.Tuple.tuple(" active_file:2", 3L));
    }

    @Test
    void leavesOutWhatIsNotThere() {
        JournalRecord record = JournalRecord.parse("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":null,\"PRIORITY\":\"x\"}");
        assertThat(record).isEqualTo(new JournalRecord(null, null, "kernel", null, null, null, null, null, null, null));
        assertThat(record.lines(1, null)).isEmpty();
        assertThat(JournalRecord.parse(
                                "{\"_TRANSPORT\":\"kernel\",\"__REALTIME_TIMESTAMP\":\"9223372036854775807\",\"MESSAGE\":\"x\"}")
                        .lines(1, null))
                .containsExactly(new KernelLine(1, "x", null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "-- No entries --",
                "{\"MESSAGE\":\"x\"}",
                "{\"__CURSOR\":\"a\"",
                "{\"__CURSOR\":\"a\"} x",
                "{\"__CURSOR\":\"a\\\"}",
                "{\"__CURSOR\":\"a\\u12\"}",
                "{\"__CURSOR\":}",
                "{\"__CURSOR\" \"a\"}",
                "{__CURSOR:\"a\"}",
                "{\"__CURSOR\":[[[[[}",
                "{\"__CURSOR\":\"a\",}"
            })
    void takesNothingElseForAnEntry(String line) {
        assertThat(JournalRecord.parse(line)).isNull();
        assertThat(JournalRecord.parse(1, line)).isEmpty();
    }

    @Test
    void passesOverWhatIsNested() {
        String line =
                "{ \"a\" : {\"MESSAGE\":\"no]}\\\"\",\"b\":[{}]}, \"_TRANSPORT\" : \"kernel\" , \"MESSAGE\":\"yes\" }";
        assertThat(JournalRecord.parse(1, line)).extracting(KernelLine::text).containsExactly("yes");
    }

    @Test
    void survivesHostileObjects() {
        for (String unit : List.of("{", "[", "\"", "{\"a\":", "\"a\":1,", "\\", "\\u0", "1,", "[[]", ",", " ")) {
            for (int length : new int[] {100, 60_000, 1_000_000}) {
                String tail = unit.repeat(length / unit.length());
                assertThat(JournalRecord.parse(1, "{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":" + tail))
                        .isEmpty();
                assertThat(JournalRecord.parse(1, "{" + tail)).isEmpty();
            }
        }
    }

    @Test
    void survivesEveryCutOfAnEntry() {
        for (int end = 0; end < ENTRY.length(); end++) {
            assertThat(JournalRecord.parse(ENTRY.substring(0, end))).isNull();
        }
    }
}
