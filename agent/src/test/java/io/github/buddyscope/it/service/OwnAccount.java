// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import io.github.buddyscope.bench.AgentCpu;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Keeps the agent in this JVM at work until its threads have used a fifth of a second of CPU, and prints what that was by its own
 * account, in milliseconds, and the least and the most that it was by the kernel's: the agent's is as of its last sample, which
 * was at some time between two looks at the kernel's.
 */
public final class OwnAccount {
    private static final double ENOUGH_MILLIS = 200;

    private static final int SAMPLES_BETWEEN_LOOKS = 100;

    private OwnAccount() {}

    public static void main(String[] arguments) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("buddyscope:type=Agent");
        while (!server.isRegistered(agent) || server.getAttribute(agent, "CpuMillis") == null) {
            Thread.onSpinWait();
        }
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("buddyscope-jmx"))) {
            Thread.onSpinWait(); // which brings the beans, and takes its account with it when it ends
        }
        double before = AgentCpu.ofAgentMillis();
        double own = next(server, agent);
        double begin = AgentCpu.ofAgentMillis();
        double end;
        do {
            for (int i = 0; i < SAMPLES_BETWEEN_LOOKS; i++) {
                server.invoke(agent, "sampleNow", null, null);
                Thread.yield();
            }
            end = AgentCpu.ofAgentMillis();
        } while (end - begin < ENOUGH_MILLIS);
        double used = next(server, agent) - own;
        System.out.println("own " + used + " kernel " + (end - begin) + " to " + (AgentCpu.ofAgentMillis() - before));
    }

    /** By the next sample. */
    private static double next(MBeanServer server, ObjectName agent) throws Exception {
        Object before = server.getAttribute(agent, "CpuMillis");
        Object now = before;
        while (now.equals(before)) {
            Thread.yield();
            now = server.getAttribute(agent, "CpuMillis");
        }
        return (Double) now;
    }
}
