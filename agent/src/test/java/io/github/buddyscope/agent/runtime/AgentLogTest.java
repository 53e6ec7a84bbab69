// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class AgentLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(new PrintStream(bytes, true, UTF_8), AgentLog.Level.WARN);

    @Test
    void saysWhatItsLevelLetsThrough() {
        log.warn("heard");
        log.info("not heard");

        assertThat(bytes.toString(UTF_8)).isEqualTo("buddyscope: warning: heard" + System.lineSeparator());
    }

    @Test
    void saysNothingWhenOff() {
        log.level(AgentLog.Level.OFF);
        log.warn("not heard");

        assertThat(bytes.size()).isZero();
    }

    @Test
    void letsNoControlCharacterAndNoEndlessLineThrough() {
        log.warn("a\nb\u001b[31mred\u202e" + "x".repeat(100_000));

        assertThat(bytes.toString(UTF_8))
                .startsWith("buddyscope: warning: a b\u241b[31mred\uFFFDxx")
                .hasSizeLessThan(1_100);
    }
}
