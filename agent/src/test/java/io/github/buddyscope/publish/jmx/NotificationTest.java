// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.publish.Findings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotificationTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
    private final List<Notification> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        publisher.tryRegister();
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void everyLiveFailureIsToldAndNoneFromBeforeTheStart() throws Exception {
        listen(Names.KERNEL_FAILURES, (notification, handback) -> received.add(notification), null);

        publisher.failure(Findings.failure());
        publisher.failure(Findings.bareFailure()); // from before the start
        publisher.failure(Findings.failure());
        await().until(() -> received.size() == 2);

        Notification first = received.get(0);
        assertThat(first.getType()).isEqualTo("buddyscope.failure");
        assertThat(first.getSource()).isEqualTo(Names.KERNEL_FAILURES);
        assertThat(first.getTimeStamp()).isEqualTo(Findings.TIME.toEpochMilli());
        assertThat(first.getMessage()).isEqualTo(Findings.failure().diagnosis().summary());
        assertThat(((CompositeData) first.getUserData()).get("Order")).isEqualTo(5);
        assertThat(received.get(1).getUserData()).isEqualTo(first.getUserData());
        assertThat(received.get(1).getSequenceNumber()).isGreaterThan(first.getSequenceNumber());
    }

    @Test
    void everyVerdictIsTold() throws Exception {
        listen(Names.CORRELATION, (notification, handback) -> received.add(notification), null);

        publisher.verdict(Findings.verdict());
        await().until(() -> received.size() == 1);

        assertThat(received.get(0).getType()).isEqualTo("buddyscope.verdict");
        assertThat(received.get(0).getMessage()).isEqualTo(Findings.verdict().summary());
        assertThat(((CompositeData) received.get(0).getUserData()).get("Cause")).isEqualTo("FRAGMENTATION");
    }

    @Test
    void theBeansSayWhatTheyTellOf() throws Exception {
        assertThat(server.getMBeanInfo(Names.KERNEL_FAILURES)
                        .getNotifications()[0]
                        .getNotifTypes())
                .containsExactly("buddyscope.failure");
        assertThat(server.getMBeanInfo(Names.CORRELATION).getNotifications()[0].getNotifTypes())
                .containsExactly("buddyscope.verdict");
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromTheOthers() throws Exception {
        listen(
                Names.KERNEL_FAILURES,
                (notification, handback) -> {
                    throw new IllegalStateException("a listener's own trouble");
                },
                null);
        listen(Names.KERNEL_FAILURES, (notification, handback) -> received.add(notification), null);

        publisher.failure(Findings.failure());
        publisher.failure(Findings.failure());

        await().until(() -> received.size() == 2);
    }

    @Test
    void norDoesOneThatThrowsAnErrorWhichIsCounted() throws Exception {
        listen(
                Names.KERNEL_FAILURES,
                (notification, handback) -> {
                    throw new NoClassDefFoundError("a listener's own trouble");
                },
                null);
        listen(Names.KERNEL_FAILURES, (notification, handback) -> received.add(notification), null);

        publisher.failure(Findings.failure());
        publisher.failure(Findings.failure());

        await().until(() -> received.size() == 2);
        await().until(() ->
                server.getAttribute(Names.AGENT, "NotificationsDropped").equals(2L));
    }

    @Test
    void aListenerThatHangsStopsNeitherThePublisherNorGrowsTheQueueForEver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        listen(Names.KERNEL_FAILURES, (notification, handback) -> hang(hanging, never), null);
        publisher.failure(Findings.failure());
        hanging.await();

        for (int i = 0; i < Notifier.WAITING + 10; i++) {
            publisher.failure(Findings.failure());
        }

        assertThat(server.getAttribute(Names.KERNEL_FAILURES, "Total")).isEqualTo(Notifier.WAITING + 11L);
        assertThat(server.getAttribute(Names.AGENT, "NotificationsDropped")).isEqualTo(10L);
    }

    @Test
    void aFilterThatHangsDoesNotStopThePublisherEither() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        listen(Names.CORRELATION, (notification, handback) -> received.add(notification), notification -> {
            hang(hanging, never);
            return true;
        });

        publisher.verdict(Findings.verdict());
        hanging.await();
        publisher.verdict(Findings.verdict());

        assertThat(server.getAttribute(Names.CORRELATION, "Total")).isEqualTo(2L);
    }

    @Test
    void closingEndsTheThreadEvenUnderAListenerThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        listen(
                Names.KERNEL_FAILURES,
                (notification, handback) -> {
                    thread[0] = Thread.currentThread();
                    hang(hanging, never);
                },
                null);
        publisher.failure(Findings.failure());
        hanging.await();

        publisher.close();

        thread[0].join();
        assertThat(thread[0].getName()).isEqualTo(Notifier.THREAD);
        assertThat(thread[0].isDaemon()).isTrue();
    }

    private static void hang(CountDownLatch hanging, CountDownLatch never) {
        hanging.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(ObjectName name, NotificationListener listener, NotificationFilter filter) throws Exception {
        server.addNotificationListener(name, listener, filter, null);
    }
}
