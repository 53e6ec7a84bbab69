// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Challenge;
import io.github.buddyscope.wire.Message.Counts;
import io.github.buddyscope.wire.Message.Identity;
import io.github.buddyscope.wire.Message.Lost;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.Nonce;
import io.github.buddyscope.wire.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol with one agent, process 7 in a procfs made of files, without a channel. */
class ClientSessionTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String WHO = "\"pid\":7,\"tid\":7";

    @TempDir
    Path proc;

    private final Ring failures = new Ring(4, 1 << 20);
    private final Ring traced = new Ring(4, 1 << 20);
    private final List<Message> told = new ArrayList<>();
    private UserPrincipal us;
    private ProofSearch search;
    private Path thread;
    private long now = 1_000 * SECOND;

    @BeforeEach
    void aProcess() throws IOException {
        us = Files.getOwner(proc);
        search = new ProofSearch(new HostProc(proc), () -> {});
        thread = Files.createDirectories(proc.resolve("7/task/7"));
        for (Path of : List.of(proc.resolve("7"), thread)) {
            Files.writeString(of.resolve("status"), "Name:\tjava\nPid:\t7\nNSpid:\t7\n");
        }
        Files.writeString(proc.resolve("7/stat"), "7 (java) S" + " 0".repeat(18) + " 500 0 0\n");
        Files.writeString(thread.resolve("comm"), "java\n");
    }

    private ClientSession session(String wants) {
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        HostLog log = new HostLog(failures, owners, false, 0, () -> {});
        HostFeed feed = new HostFeed(
                "test",
                "boot",
                "run",
                false,
                failures,
                traced,
                log,
                search,
                owners,
                () -> List.of(SourceState.ok("kmsg")),
                () -> new Counts(0, 0, -1, 0, false, 0, 0, 0, 0));
        ClientSession session = new ClientSession(feed, us, now);
        session.received("{\"type\":\"hello\",\"trace\":true," + wants + "}", now);
        hear(session);
        return session;
    }

    private void hear(ClientSession session) {
        for (byte[] line; (line = session.next(now)) != null; ) {
            try {
                told.add(MessageReader.fromRelay(new String(line, StandardCharsets.US_ASCII).strip()));
            } catch (Refusal e) {
                throw new AssertionError(e);
            }
        }
    }

    private <M extends Message> List<M> told(Class<M> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private void stall() {
        long n = traced.next();
        String line = "{\"type\":\"stall\",\"n\":" + n + ",\"kind\":\"DIRECT_RECLAIM\",\"begin\":1,\"end\":2}\n";
        traced.add(null, line.getBytes(StandardCharsets.US_ASCII), null);
    }

    private List<Long> stalls() {
        return told(Message.Stalled.class).stream().map(Message.Stalled::n).toList();
    }

    /** The agent says that it has the name of the last challenge. */
    private void answer(ClientSession session, boolean truly) throws IOException {
        Challenge challenge = last(told(Challenge.class));
        if (truly) {
            byte[] name = Nonce.bytes(challenge.name());
            Files.write(thread.resolve("comm"), java.util.Arrays.copyOf(name, name.length + 1));
        }
        session.received("{\"type\":\"named\",\"step\":" + challenge.step() + "}", now);
        search.pass();
        hear(session);
    }

    private void tick(ClientSession session, long seconds) {
        now += seconds * SECOND;
        session.tick(now);
        hear(session);
    }

    @Test
    void whoCouldNotProveItselfIsAskedAgainEverMoreSeldom() throws IOException {
        ClientSession session = session(WHO);
        answer(session, false);
        assertThat(last(told(Identity.class)).proven()).isFalse();
        List<Integer> waited = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            int asked = told(Challenge.class).size();
            int seconds = 0;
            for (; told(Challenge.class).size() == asked; seconds++) {
                tick(session, 1);
            }
            waited.add(seconds);
            answer(session, false);
        }
        assertThat(waited).containsExactly(10, 20, 40, 80, 160, 320, 600, 600, 600);
        assertThat(session.over()).isFalse();
    }

    @Test
    void aJvmThatStoodStillProvesItselfLater() throws IOException {
        ClientSession session = session(WHO);
        tick(session, 6);
        assertThat(last(told(Identity.class)).why()).isEqualTo("not named in time");
        stall();
        hear(session);
        assertThat(stalls()).containsExactly(0L); // told meanwhile, as to everyone

        tick(session, 10);
        answer(session, true);
        answer(session, true);
        assertThat(last(told(Identity.class)).proven()).isTrue();
        assertThat(session.proven()).isTrue();
        tick(session, 3600);
        assertThat(told(Identity.class)).hasSize(2);
    }

    @Test
    void whoDoesNotReadIsNotAskedAgain() {
        ClientSession session = session(WHO);
        tick(session, 6);
        int asked = told(Challenge.class).size();
        now += 3600 * SECOND;
        session.tick(now); // counts, unread
        for (int i = 0; i < 100; i++) {
            now += 3600 * SECOND;
            session.tick(now);
        }
        hear(session);
        assertThat(told(Challenge.class)).hasSizeLessThanOrEqualTo(asked + 1);
        assertThat(told).hasSizeLessThan(20);
    }

    @Test
    void whoWantsNoProofIsNeverAsked() {
        ClientSession session = session("\"kernel\":true");
        tick(session, 3600);
        assertThat(told(Challenge.class)).isEmpty();
        assertThat(told(Identity.class)).hasSize(1);
    }

    @Test
    void aNewAgentIsToldWhatIsTracedFromNowOn() {
        stall();
        ClientSession session = session("\"kernel\":true");
        stall();
        hear(session);
        assertThat(stalls()).containsExactly(1L);
        assertThat(last(told(Message.Present.class)).n()).isZero();
    }

    @Test
    void oneThatHadNothingYetMissesNothing() {
        stall();
        stall();
        session(position("run", -1));
        assertThat(stalls()).containsExactly(0L, 1L);
    }

    @Test
    void oneThatComesFromAnotherRelayGetsAllThatThisOneTracedAndTheCountOfTheRest() {
        for (int i = 0; i < 7; i++) {
            stall();
        }
        session(position("another", 5_000));
        assertThat(stalls()).containsExactly(3L, 4L, 5L, 6L);
        assertThat(told(Lost.class))
                .extracting(Lost::what, Lost::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Lost.TRACE, 3L));
    }

    private static String position(String run, long n) {
        return "\"position\":{\"boot\":\"boot\",\"run\":\"" + run + "\",\"n\":" + n + "}";
    }

    @Test
    void oneThatListenedToNoTraceBeforeBeginsWithNow() {
        stall();
        session("\"position\":{\"boot\":\"boot\",\"run\":\"run\"}");
        session(position("run", -7));
        assertThat(stalls()).isEmpty();
    }
}
