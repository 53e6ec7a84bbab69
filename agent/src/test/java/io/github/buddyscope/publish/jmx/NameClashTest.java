// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.Findings;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

class NameClashTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    /** Somebody else's bean under a name of ours. */
    public interface SquatterMBean {
        int getAnswer();
    }

    public static final class Squatter implements SquatterMBean {
        @Override
        public int getAnswer() {
            return 42;
        }
    }

    @Test
    void aNameThatSomebodyElseHoldsIsLeftToThemAndTheRestGoesOn() throws Exception {
        server.registerMBean(new Squatter(), Names.HOST);
        try (JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server)) {
            assertThat(publisher.tryRegister()).isTrue();
            publisher.host(Findings.latest(Findings.normal(0)));

            assertThat(server.getAttribute(Names.HOST, "Answer")).isEqualTo(42);
            assertThat(server.isRegistered(Names.AGENT)).isTrue();
            assertThat(publisher.state().status()).isEqualTo(Status.PARTIAL);
            assertThat(publisher.state().detail()).contains("buddyscope:type=Host");
        }
        assertThat(server.getAttribute(Names.HOST, "Answer")).isEqualTo(42);
    }

    @Test
    void whatAnEarlierAgentLeftIsReplaced() throws Exception {
        JmxPublisher earlier = new JmxPublisher(new ScriptedControl(), server);
        earlier.tryRegister();
        earlier.failure(Findings.failure());
        try (JmxPublisher later = new JmxPublisher(new ScriptedControl(), server)) {
            later.tryRegister();

            assertThat(later.state().status()).isEqualTo(Status.OK);
            assertThat(server.getAttribute(Names.KERNEL_FAILURES, "Total")).isEqualTo(0L);
            earlier.close();
            assertThat(server.isRegistered(Names.KERNEL_FAILURES)).isTrue();
        }
        assertThat(server.isRegistered(Names.KERNEL_FAILURES)).isFalse();
    }
}
