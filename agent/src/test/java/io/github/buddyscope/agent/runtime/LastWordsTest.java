// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private final AtomicInteger said = new AtomicInteger();
    private final AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.OFF));
    private final LastWords words = new LastWords(thread, said::incrementAndGet);

    @AfterEach
    void end() {
        words.close();
        thread.stop(() -> {});
    }

    @Test
    void areSaidAtTheExitWhereSomethingIsLeft() {
        words.left(true);
        words.left(true);

        words.exit(60_000);

        assertThat(said).hasValue(1);
    }

    @Test
    void areNotSaidWhereNothingIsLeft() {
        words.exit(60_000);
        words.left(true);
        words.left(false);
        words.exit(60_000);

        assertThat(said).hasValue(0);
    }
}
