// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Agent;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.model.JvmSample.From;
import io.github.buddyscope.model.JvmSample.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmJsonTest {
    @Test
    void whatAnAgentSaysArrivesAsItIs() throws Refusal {
        Agent agent = new Agent(
                "0.1.0",
                8.5e6,
                300L << 20,
                12.5,
                Instant.ofEpochMilli(1_744_616_000_123L),
                "FRAGMENTATION",
                "VICTIM",
                "So.");
        JvmSample sample = sample(agent, List.of(new Collector("G1 Young Generation", 123, 4_000, 42, 7_196_000)));

        assertThat(JvmJson.read(line(sample), 5)).isEqualTo(sample);
    }

    @Test
    void whatIsNotKnownStaysSo() throws Refusal {
        JvmSample nothing = sample(new Agent("", null, null, null, null, null, null, ""), List.of());

        assertThat(JvmJson.read(line(nothing), 5)).isEqualTo(nothing);
        assertThat(JvmJson.read("{\"vm\":\"Java 17\"}", 5))
                .isEqualTo(new JvmSample(
                        From.AGENT, 5, "Java 17", -1, -1, -1, List.of(), Pool.UNKNOWN, Pool.UNKNOWN, null));
    }

    @Test
    void howeverMuchThereIsToSayItIsALine() throws Refusal {
        String endless = "\u0001\ud83d\"".repeat(100_000);
        Collector collector = new Collector(endless, Long.MAX_VALUE, Long.MIN_VALUE, -1, -1);
        Agent agent =
                new Agent(endless, Double.MAX_VALUE, Long.MAX_VALUE, Double.NaN, Instant.EPOCH, "X", "Y", endless);

        byte[] line = JvmJson.line(sample(agent, Collections.nCopies(1_000, collector)));

        assertThat(line.length).isLessThan(Protocol.LONGEST_LINE);
        assertThat(JvmJson.read(new String(line, 0, line.length - 1, StandardCharsets.US_ASCII), 5)
                        .collectors())
                .hasSize(16)
                .allMatch(each -> each.name().codePoints().noneMatch(Character::isISOControl));
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        for (String line : List.of("", "figures", "{}", "{\"vm\":1}", "{\"vm\":\"Java 17\"", "\u0000")) {
            assertThatThrownBy(() -> JvmJson.read(line, 5)).as(line).isInstanceOf(Refusal.class);
        }
    }

    private static JvmSample sample(Agent agent, List<Collector> collectors) {
        return new JvmSample(
                From.AGENT,
                5,
                "Java 17.0.15",
                7_200_000,
                1 << 30,
                -1,
                collectors,
                new Pool(3, 96, 96),
                Pool.UNKNOWN,
                agent);
    }

    private static String line(JvmSample sample) {
        String line = new String(JvmJson.line(sample), StandardCharsets.US_ASCII);
        assertThat(line).endsWith("}\n");
        return line.substring(0, line.length() - 1);
    }
}
