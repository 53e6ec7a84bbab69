// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.agent.watch.HostWatch;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Samples of this host, kept and published to MBeans as the agent does it. Prints what they allocate. */
public final class SteadySamples {
    private static final int WARM_UP = 100;
    private static final int SAMPLES = 200;

    private SteadySamples() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(bytes() + " bytes in " + SAMPLES + " samples");
    }

    /** Bytes that this thread allocates for {@value #SAMPLES} samples, once there have been {@value #WARM_UP}. */
    public static long bytes() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        JmxPublisher jmx = new JmxPublisher(new ScriptedControl(), server);
        jmx.tryRegister();
        Publishers publishers = new Publishers(new AgentLog(System.err, AgentLog.Level.WARN));
        publishers.add(jmx);
        try (HostWatch host = new HostWatch(Path.of("/proc"), new Timeline(System.nanoTime()))) {
            samples(WARM_UP, host, publishers);
            long before = threads.getCurrentThreadAllocatedBytes();
            samples(SAMPLES, host, publishers);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            Object age = server.getAttribute(new ObjectName("buddyscope:type=Host"), "SampleAgeMillis");
            if (!(age instanceof Long millis) || millis < 0) {
                throw new IllegalStateException("nothing was published: " + age);
            }
            return bytes;
        } finally {
            publishers.close();
        }
    }

    private static void samples(int count, HostWatch host, Publishers publishers) {
        for (int i = 0; i < count; i++) {
            host.read();
            publishers.host(host.taken());
        }
    }
}
