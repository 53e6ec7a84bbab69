// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.publish.jmx.AgentControl;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SteadySamplesTest {
    private static final int WARM_UP = 100;
    private static final int SAMPLES = 200;

    @Test
    void aSampleOfThisHostPublishedToMBeansMakesNoGarbage() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/zoneinfo")), "needs Linux");
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
                "needs a JVM that counts what its threads allocate");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        Publishers publishers = new Publishers(new AgentLog(System.err, AgentLog.Level.WARN));
        AgentControl nobody = (AgentControl) Proxy.newProxyInstance(
                AgentControl.class.getClassLoader(),
                new Class<?>[] {AgentControl.class},
                (proxy, method, given) -> null);
        JmxPublisher jmx = new JmxPublisher(nobody, server);
        publishers.add(jmx);
        jmx.tryRegister();
        try (HostWatch host = new HostWatch(Path.of("/proc"), new Timeline(System.nanoTime()))) {
            for (int i = 0; i < WARM_UP; i++) {
                host.read();
                publishers.host(host.taken());
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < SAMPLES; i++) {
                host.read();
                publishers.host(host.taken());
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(bytes).as("bytes allocated by %d samples", SAMPLES).isZero();
            ObjectName bean = new ObjectName("buddyscope:type=Host");
            assertThat((Long) server.getAttribute(bean, "SampleAgeMillis")).isNotNegative();
        } finally {
            publishers.close();
        }
    }
}
