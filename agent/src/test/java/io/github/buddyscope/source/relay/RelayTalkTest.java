// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RelayTalkTest {
    private static final long OFFSET = 1_000_000_000L;

    private final List<RelayedFailure> failures = new ArrayList<>();
    private final List<AllocationFailure> attempts = new ArrayList<>();
    private final List<AllocationStall> stalls = new ArrayList<>();
    private final RelaySink sink = new RelaySink() {
        @Override
        public void failure(RelayedFailure failure) {
            failures.add(failure);
        }

        @Override
        public void attempt(AllocationFailure failure, String thread) {
            attempts.add(failure);
        }

        @Override
        public void stall(AllocationStall stall, String thread) {
            stalls.add(stall);
        }
    };
    private final RelayTalk talk = new RelayTalk(sink, OFFSET);

    private Message hear(String line) throws Refusal {
        return talk.hear(MessageReader.fromRelay(line), System.nanoTime());
    }

    private void greet(String boot, String run) throws Refusal {
        hear("{\"type\":\"hello\",\"version\":1,\"least\":1,\"boot\":\"" + boot + "\",\"run\":\"" + run + "\"}");
    }

    private void failure(long seq, long nanos, boolean live) throws Refusal {
        hear("{\"type\":\"failure\",\"seq\":" + seq + ",\"nanos\":" + nanos + ",\"errorNanos\":1000,\"live\":" + live
                + ",\"report\":{\"kind\":\"PAGE_ALLOC_FAILURE\",\"header\":{\"micros\":5}}}");
    }

    private void stall(long n) throws Refusal {
        hear("{\"type\":\"stall\",\"n\":" + n + ",\"kind\":\"DIRECT_RECLAIM\",\"begin\":10,\"end\":20}");
    }

    private void counts(long lines, long lost, long at) throws Refusal {
        hear("{\"type\":\"counts\",\"lines\":" + lines + ",\"linesLost\":" + lost + ",\"at\":" + at + "}");
    }

    private List<Long> numbers() {
        return failures.stream().map(f -> f.report().header().number()).toList();
    }

    @Test
    void whatWasToldIsNotToldAgainByAnotherRelay() throws Refusal {
        greet("boot", "first");
        failure(7, 1, false);
        failure(9, 1, false);
        talk.ended();
        greet("boot", "second");
        failure(7, 1, false);
        failure(9, 1, false);
        failure(12, 1, false);

        assertThat(numbers()).containsExactly(7L, 9L, 12L);
    }

    @Test
    void saysWhatItHasHad() throws Refusal {
        assertThat(talk.position()).isNull();
        greet("boot", "run");
        failure(7, 1, false);
        counts(10, 0, 33);
        hear("{\"type\":\"present\",\"n\":4}");
        stall(5);

        assertThat(talk.position()).isEqualTo(new Message.Position("boot", 7, 33, "run", 5L));
    }

    @Test
    void afterAnotherBootTheNumbersBeginAnew() throws Refusal {
        greet("boot", "run");
        failure(7, 1, false);
        talk.ended();
        greet("other", "other");
        failure(3, 1, false);

        assertThat(numbers()).containsExactly(7L, 3L);
    }

    @Test
    void anotherRelaysFindingsHaveNumbersOfTheirOwn() throws Refusal {
        greet("boot", "first");
        stall(1_000);
        stall(1_000);
        talk.ended();
        greet("boot", "second");
        stall(0);

        assertThat(stalls).hasSize(2);
    }

    @Test
    void isInThisProcessesTime() throws Refusal {
        greet("boot", "run");
        failure(1, 500, false);
        stall(0);
        hear("{\"type\":\"attempt\",\"n\":1,\"nanos\":7,\"order\":9,\"evidence\":[{\"of\":\"zone\",\"nanos\":6},"
                + "{\"of\":\"compaction\",\"nanos\":5},{\"of\":\"new\"}]}");

        assertThat(failures.get(0).nanos()).isEqualTo(500 + OFFSET);
        assertThat(stalls.get(0).beginNanos()).isEqualTo(10 + OFFSET);
        assertThat(stalls.get(0).endNanos()).isEqualTo(20 + OFFSET);
        assertThat(stalls.get(0).task()).isEqualTo(new TracedTask("(withheld)", -1, 0));
        assertThat(attempts.get(0).nanos()).isEqualTo(7 + OFFSET);
        assertThat(attempts.get(0).evidence()).extracting(RetryEvidence::nanos).containsExactly(6 + OFFSET, 5 + OFFSET);
    }

    @Test
    void whatHappenedBeforeItListenedIsHistory() throws Refusal {
        long now = System.nanoTime() - OFFSET;
        greet("boot", "run");
        failure(1, now - TimeUnit.HOURS.toNanos(1), true);
        failure(2, now + TimeUnit.HOURS.toNanos(1), false); // while the relay was away
        hear("{\"type\":\"present\",\"n\":-1}");
        failure(3, now - TimeUnit.HOURS.toNanos(1), true); // as well as the relay could tell its time

        assertThat(failures).extracting(RelayedFailure::live).containsExactly(false, true, true);
    }

    @Test
    void countsFromWhenItListensAndWhatIsLostOnce() throws Refusal {
        greet("boot", "run");
        counts(1_000, 50, 10);
        counts(1_010, 53, 20);
        assertThat(talk.account().lines()).isEqualTo(10);
        assertThat(talk.account().linesLost()).isEqualTo(3);

        talk.ended();
        greet("boot", "run");
        hear("{\"type\":\"lost\",\"what\":\"lines\",\"lost\":4,\"why\":\"x\"}");
        counts(1_020, 57, 30);
        assertThat(talk.account().lines()).isEqualTo(20);
        assertThat(talk.account().linesLost()).isEqualTo(7);

        hear("{\"type\":\"lost\",\"what\":\"trace\",\"lost\":8,\"why\":\"x\"}");
        hear("{\"type\":\"lost\",\"what\":\"trace\",\"lost\":-8,\"why\":\"x\"}");
        assertThat(talk.account().eventsLost()).isEqualTo(8);
        talk.ended();
        greet("boot", "another");
        counts(3, 0, 40);
        assertThat(talk.account().lines()).isEqualTo(20);
    }

    @Test
    void sayingNothingOfATraceItDoesNotListenTo() throws Refusal {
        greet("boot", "run");
        hear("{\"type\":\"present\"}");
        assertThat(talk.position().n()).isNull();

        hear("{\"type\":\"present\",\"n\":-1}");
        assertThat(talk.position().n()).isEqualTo(-1);
    }

    @Test
    void saysFromWhenToWhenNobodyTraced() throws Refusal {
        greet("boot", "first");
        traced(System.nanoTime() - OFFSET, 70);
        hear("{\"type\":\"source\",\"source\":\"tracefs\",\"status\":\"OK\",\"detail\":\"cut down\"}");
        assertThat(talk.account().untracedNanos()).isZero();
        assertThat(talk.account().trace().detail()).isEqualTo("cut down");

        for (int times = 1; times <= 2; times++) {
            talk.ended();
            greet("boot", "another" + times);
            hear("{\"type\":\"source\",\"source\":\"tracefs\",\"status\":\"OK\"}");
            traced(System.nanoTime() - OFFSET + TimeUnit.SECONDS.toNanos(3600), 4);
            assertThat(talk.account().untracedNanos() / 1e9)
                    .isCloseTo(times * 3600.0, org.assertj.core.data.Offset.offset(60.0));
        }
        assertThat(talk.account().trace().detail())
                .matches("untraced from 2\\S+Z to 2\\S+Z, while no relay ran; 2 times in all, 2 h")
                .doesNotContain("cut down");
        assertThat(talk.account().events()).isEqualTo(8); // all of those relays', who began while it was away
    }

    private void traced(long since, long events) throws Refusal {
        hear("{\"type\":\"counts\",\"since\":" + since + ",\"events\":" + events + "}");
    }

    @Test
    void aRelayThatIsFoundAgainHasKeptWhatItTracedMeanwhile() throws Refusal {
        greet("boot", "run");
        traced(System.nanoTime() - OFFSET - TimeUnit.SECONDS.toNanos(3600), 70);
        talk.ended();
        greet("boot", "run");
        traced(System.nanoTime() - OFFSET - TimeUnit.SECONDS.toNanos(3600), 75);

        assertThat(talk.account().untracedNanos()).isZero();
        assertThat(talk.account().events()).isEqualTo(5);
    }

    @Test
    void whileNoRelayTellsNothingIsSeen() throws Refusal {
        greet("boot", "run");
        hear("{\"type\":\"source\",\"source\":\"tracefs\",\"status\":\"OK\"}");
        hear("{\"type\":\"source\",\"source\":\"kmsg\",\"status\":\"OK\"}");
        traced(1, 0);
        hear("{\"type\":\"identity\",\"proven\":true}");
        assertThat(talk.account().ownSinceNanos())
                .isPositive()
                .isEqualTo(talk.account().tracedSinceNanos());
        talk.ended();

        assertThat(talk.account().trace().status()).isEqualTo(SourceState.Status.UNAVAILABLE);
        assertThat(talk.account().kernel().status()).isEqualTo(SourceState.Status.UNAVAILABLE);
        assertThat(talk.account().proven()).isFalse();
        assertThat(talk.account().ownSinceNanos()).isZero();
    }

    @Test
    void whatWasItsOwnIsKnownFromTheProofOnAndNotBefore() throws Refusal {
        greet("boot", "run");
        traced(1, 0);
        hear("{\"type\":\"identity\",\"proven\":false,\"why\":\"not named in time\"}");
        failure(1, System.nanoTime(), true);
        long before = System.nanoTime();
        hear("{\"type\":\"identity\",\"proven\":true}");
        failure(2, System.nanoTime(), true);

        assertThat(talk.account().ownSinceNanos()).isGreaterThanOrEqualTo(before);
        assertThat(failures).extracting(RelayedFailure::proven).containsExactly(false, true);
    }

    @Test
    void namesTheRelaysSourcesAsSuch() throws Refusal {
        greet("boot", "run");
        hear("{\"type\":\"source\",\"source\":\"kmsg\",\"status\":\"OK\",\"detail\":\"\"}");
        hear("{\"type\":\"source\",\"source\":\"tracefs\",\"status\":\"BETTER\"}");

        assertThat(talk.account().kernel()).isEqualTo(SourceState.ok("relay:kmsg"));
        assertThat(talk.account().trace().source()).isEqualTo("relay:tracefs");
        assertThat(talk.account().trace().status()).isEqualTo(SourceState.Status.PARTIAL);
    }

    @Test
    void aRelayThatIsTooNewIsLeftAlone() {
        assertThatThrownBy(() -> hear("{\"type\":\"hello\",\"version\":7,\"least\":6}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("version 6");
    }

    @Test
    void staysAwayAsLongAsItIsToldButNotForEver() {
        assertThatThrownBy(() -> hear("{\"type\":\"refused\",\"why\":\"full\",\"retry\":2000000000}"))
                .hasMessageContaining("full");
        assertThat(talk.retryMillis()).isEqualTo(600_000);
    }

    @Test
    void takesNoNameButANonce() throws Refusal {
        assertThat(hear("{\"type\":\"challenge\",\"step\":1,\"name\":\"726f6f74\"}"))
                .isNull();
        assertThat(hear("{\"type\":\"challenge\",\"step\":1,\"name\":\"../../etc\"}"))
                .isNull();
    }
}
