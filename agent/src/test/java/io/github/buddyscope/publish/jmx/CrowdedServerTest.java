// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.Findings;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server tells others of each bean that comes or goes, on the thread that brings or takes it. */
@Timeout(60)
class CrowdedServerTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @Test
    void whoThrowsWhenBeansComeAndGoKeepsNoneOfThemAwayNorThere() throws Exception {
        listen((notification, handback) -> {
            throw new AssertionError("a listener's own trouble");
        });
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);

        publisher.tryRegister();
        publisher.host(Findings.latest(Findings.normal(0)));

        assertThat(ours())
                .contains(Names.AGENT, Names.HOST, Names.KERNEL_FAILURES, Names.STALLS, Names.CORRELATION)
                .anyMatch(name -> "Zone".equals(name.getKeyProperty("type")));
        assertThat(publisher.state().status()).isEqualTo(Status.PARTIAL);
        assertThat(publisher.state().detail()).contains("a listener's own trouble");
        publisher.close();
        assertThat(ours()).isEmpty();
    }

    @Test
    void whoHangsWhenBeansComeKeepsTheAgentNotWaiting() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        listen((notification, handback) -> {
            hanging.countDown();
            awaitQuietly(over);
        });
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server, new ServerThread());

        publisher.tryRegister();
        hanging.await();
        publisher.host(Findings.latest(Findings.normal(0)));
        publisher.failure(Findings.failure());
        publisher.close();

        over.countDown();
        await().untilAsserted(() -> {
            assertThat(ours()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(t -> t.getName().equals(ServerThread.NAME));
        });
    }

    @Test
    void beansThatSomebodyElseTookOutAreNotMissedAtTheEnd() throws Exception {
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
        publisher.tryRegister();
        for (ObjectName name : ours()) {
            server.unregisterMBean(name);
        }

        publisher.failure(Findings.failure());
        publisher.host(Findings.latest(Findings.normal(0)));
        publisher.close();

        assertThat(ours()).isEmpty();
    }

    private Set<ObjectName> ours() {
        try {
            return server.queryNames(new ObjectName("buddyscope:*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(NotificationListener listener) throws Exception {
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
