// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.wire.Message.Failure;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static String line(Message message) {
        String line = new String(MessageWriter.line(message), StandardCharsets.US_ASCII);
        assertThat(line).endsWith("\n");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        return line.substring(0, line.length() - 1);
    }

    private static Message again(Message message) throws Refusal {
        return MessageReader.fromRelay(line(message));
    }

    /** What a log daemon's stamp adds is no part of the kernel's own log; the text is made short to fit a line. */
    private static FailureReport plain(FailureReport report) {
        KernelLine header = report.header();
        return new FailureReport(
                report.kind(),
                new KernelLine(header.number(), header.text(), header.kernelMicros(), null, header.caller(), null),
                report.request(),
                report.origin(),
                report.memory(),
                report.detail(),
                report.suppressed(),
                report.occurrences(),
                report.droppedLines(),
                report.text().substring(0, Math.min(1_000, report.text().length())));
    }

    @Test
    void everyFailureOfTheCorpusComesBackAsItWent() throws Refusal {
        Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        for (FailureReport report : Corpus.reports()) {
            FailureReport plain = plain(report);
            Failure sent = new Failure(plain.header().number(), 5, 6, true, "java", plain);
            assertThat(again(sent)).isEqualTo(sent);
            kinds.add(plain.kind());
        }
        assertThat(kinds)
                .contains(FailureKind.PAGE_ALLOC_FAILURE, FailureKind.OOM_KILL, FailureKind.SLAB_FAILURE)
                .hasSizeGreaterThan(6);
    }

    @Test
    void whatWasTracedComesBackAsItWent() throws Refusal {
        AllocationFailure failure = new AllocationFailure(
                1_000,
                9,
                "GFP_TRANSHUGE|__GFP_NORETRY",
                1,
                new TracedTask("GC Thread#0", 42, 1),
                false,
                List.of(
                        new RetryEvidence.Zone(1, 9, new ZoneId(0, "Normal"), 2, 3, 4, 5, true),
                        new RetryEvidence.Zone(1, 9, null, 2, 3, 4, 5, false),
                        new RetryEvidence.Compaction(1, 9, "COMPACT_PRIO_ASYNC", "failed", 1, 16, true)),
                77);
        AllocationStall stall = new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                1,
                2,
                1,
                false,
                "success",
                -1,
                null,
                new TracedTask(null, 0, 3));

        assertThat(again(new Message.Attempt(3, "GC Thread#0", failure)))
                .isEqualTo(new Message.Attempt(3, "GC Thread#0", failure));
        assertThat(again(new Message.Stalled(4, null, stall))).isEqualTo(new Message.Stalled(4, null, stall));
    }

    @Test
    void aTaskWithoutAnIdIsOneThatIsWithheld() throws Refusal {
        String line = line(new Message.Stalled(
                1,
                null,
                new AllocationStall(
                        AllocationStall.Kind.DIRECT_RECLAIM,
                        4,
                        1,
                        2,
                        0,
                        true,
                        null,
                        32,
                        null,
                        new TracedTask("secret", Protocol.WITHHELD_ID, 1))));

        assertThat(line).doesNotContain("secret", "tid");
        assertThat(((Message.Stalled) MessageReader.fromRelay(line)).stall().task())
                .isEqualTo(new TracedTask(Protocol.WITHHELD, Protocol.WITHHELD_ID, 1));
    }

    @Test
    void whatElseIsSaidComesBackAsItWent() throws Refusal {
        for (Message message : List.of(
                new Message.Greeting(1, 1, "1.0", "boot", "run", true),
                new Message.Challenge(2, Nonce.next()),
                new Message.Identity(false, "no"),
                new Message.Source(new SourceState("kmsg", Status.PARTIAL, "a \"b\" \\ \u00e4\n", "c")),
                new Message.Counts(1, 2, 3, 4, true, 5, 6, 7, 8),
                new Message.Lost(Message.Lost.TRACE, 9, "read too slowly"),
                new Message.Present(-1L),
                new Message.Present(null),
                new Message.Refused("why", 10))) {
            assertThat(again(message)).isEqualTo(message);
        }
        Message.Hello hello =
                new Message.Hello(1, 1, "1.0", 7, 8, true, false, new Message.Position("boot", 5, 6, "run", 7L));
        assertThat(MessageReader.fromAgent(line(hello))).isEqualTo(hello);
        assertThat(MessageReader.fromAgent(line(new Message.Named(2)))).isEqualTo(new Message.Named(2));
    }

    @Test
    void aPersonsHelloNeedsNoMoreThanWhatIsWanted() throws Refusal {
        assertThat(MessageReader.fromAgent("{\"type\": \"hello\", \"kernel\": true}\r"))
                .isEqualTo(new Message.Hello(1, 1, "", null, null, true, false, null));
    }

    @Test
    void whatANewerVersionAddsIsPassedOver() throws Refusal {
        assertThat(MessageReader.fromRelay("{\"type\":\"weather\",\"sun\":{\"a\":[1,{\"b\":null}]}}"))
                .isNull();
        assertThat(MessageReader.fromRelay("{\"type\":\"failure\",\"seq\":1,\"report\":{\"kind\":\"NEW_KIND\"}}"))
                .isNull();
        assertThat(MessageReader.fromRelay(
                        "{\"type\":\"present\",\"n\":7,\"new\":1.5e3,\"more\":[true,false,null,\"x\"]}"))
                .isEqualTo(new Message.Present(7L));
        assertThat(MessageReader.fromAgent("{\"type\":\"wish\"}")).isNull();
    }

    @Test
    void whatAnOlderVersionLacksIsAbsent() throws Refusal {
        Failure failure = (Failure)
                MessageReader.fromRelay("{\"type\":\"failure\",\"seq\":3,\"report\":{\"kind\":\"OOM_KILL\"}}");

        assertThat(failure.report().header().number()).isEqualTo(3);
        assertThat(failure.report().request()).isNull();
        assertThat(failure.report().detail()).isNull();
        assertThat(failure.report().origin().stack()).isEmpty();
        assertThat(failure.report().memory().zones()).isEmpty();
        assertThat(failure.report().occurrences()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{",
                "{}",
                "{\"type\"}",
                "{\"type\":}",
                "{\"type\":\"hello\"",
                "{\"type\":\"hello\"}x",
                "{\"type\":\"hello\",}",
                "{\"type\":\"hello\",\"type\":\"hello\"}",
                "{\"type\":\"he\\u00zzllo\"}",
                "{\"type\":\"hello\\",
                "{\"type\":\"he\u0001llo\"}",
                "{\"type\":5}",
                "{\"type\":\"hello\",\"pid\":nan}",
                "GET / HTTP/1.1",
            })
    void whatIsNoneOfItsLinesIsRefused(String line) {
        assertThatThrownBy(() -> MessageReader.fromAgent(line)).isInstanceOf(Refusal.class);
    }

    @Test
    void depthAndNumberAndLengthAreBounded() {
        String deep = "[".repeat(JsonReader.DEEPEST) + "]".repeat(JsonReader.DEEPEST);
        String many = "[" + "1,".repeat(JsonReader.MOST_VALUES) + "1]";
        String endless = "\"" + "x".repeat(Protocol.LONGEST_LINE) + "\"";
        for (String value : List.of(deep, many, endless, "[".repeat(60_000))) {
            assertThatThrownBy(() -> MessageReader.fromAgent("{\"type\":\"hello\",\"x\":" + value + "}"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageNotContaining("xxx");
        }
    }

    @Test
    void numbersThatNoLongHoldsAndWrongTypesAreAbsent() throws Refusal {
        assertThat(MessageReader.fromAgent("{\"type\":\"hello\",\"pid\":99999999999999999999,\"tid\":4294967296,"
                        + "\"kernel\":\"true\",\"position\":[],\"software\":7}"))
                .isEqualTo(new Message.Hello(1, 1, "", null, null, false, false, null));
    }

    @Test
    void aLineThatWouldBeTooLongIsNotMade() {
        assertThat(MessageWriter.line(new Message.Refused("x".repeat(Protocol.LONGEST_LINE), 0)))
                .isNull();
    }

    @Test
    void listsOfABuddyListThatDontFitTogetherMakeNone() throws Refusal {
        Failure failure = (Failure) MessageReader.fromRelay("{\"type\":\"failure\",\"seq\":3,\"report\":"
                + "{\"kind\":\"PAGE_ALLOC_FAILURE\",\"memory\":{\"zones\":[{\"node\":0,\"zone\":\"Normal\",\"buddy\":"
                + "{\"counts\":[1,2,3],\"blockKb\":[4,8]}}]}}}");

        assertThat(failure.report().memory().zones().get(0).buddy()).isNull();
    }

    @Test
    void noTextBecomesANonce() {
        for (int i = 0; i < 1_000; i++) {
            byte[] name = Nonce.bytes(Nonce.next());
            assertThat(name).hasSize(Nonce.BYTES).doesNotContain(0);
            String read = new String(name, StandardCharsets.UTF_8);
            assertThat(read.getBytes(StandardCharsets.UTF_8)).isNotEqualTo(name);
        }
        assertThat(Nonce.bytes("zz".repeat(Nonce.BYTES))).isNull();
        assertThat(Nonce.bytes("80")).isNull();
        assertThat(Nonce.bytes(null)).isNull();
    }
}
