// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.publish.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.monitor.GaugeMonitor;
import javax.management.monitor.MonitorNotification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools that act on a number of ours, such as starting a recording, watch it with the JDK's own monitors. */
class MonitorTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
    private final GaugeMonitor monitor = new GaugeMonitor();
    private final List<Notification> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        monitor.stop();
        publisher.close();
    }

    @Test
    void aFailureExceedsTheThresholdOfAMonitor() throws Exception {
        publisher.tryRegister();
        watch("buddyscope:type=KernelFailures", "TotalLive", 1L, 0L);

        publisher.failure(Findings.failure());

        assertExceeded(1L);
    }

    @Test
    void aSourceThatIsLostExceedsTheThresholdOfAMonitor() throws Exception {
        publisher.tryRegister();
        publisher.health(Findings.health());
        watch("buddyscope:type=Agent", "SourcesUnavailable", 1L, 0L);

        assertExceeded(1L);
    }

    @Test
    void whatTriggersNameIsThereFromTheStartAndInOneBeanOnly() throws Exception {
        publisher.tryRegister();
        publisher.host(Findings.latest(Findings.normal(0)));

        for (String attribute :
                List.of("TotalLive", "RatePerHour", "NotificationsDropped", "VerdictsVictim", "VerdictsCause")) {
            List<Object> values = new ArrayList<>();
            for (ObjectName name : server.queryNames(new ObjectName("buddyscope:*"), null)) {
                values.addAll(server.getAttributes(name, new String[] {attribute}).asList().stream()
                        .map(Attribute::getValue)
                        .toList());
            }
            assertThat(values).as(attribute).containsExactly(0L);
        }
    }

    private void watch(String bean, String attribute, Number high, Number low) throws Exception {
        server.registerMBean(monitor, new ObjectName("test:type=Monitor"));
        monitor.addObservedObject(new ObjectName(bean));
        monitor.setObservedAttribute(attribute);
        monitor.setThresholds(high, low);
        monitor.setNotifyHigh(true);
        monitor.setGranularityPeriod(20);
        monitor.addNotificationListener((notification, none) -> heard.add(notification), null, null);
        monitor.start();
    }

    private void assertExceeded(Number gauge) {
        await().until(() -> !heard.isEmpty());
        assertThat(heard.get(0).getType()).isEqualTo(MonitorNotification.THRESHOLD_HIGH_VALUE_EXCEEDED);
        assertThat(((MonitorNotification) heard.get(0)).getDerivedGauge()).isEqualTo(gauge);
    }
}
