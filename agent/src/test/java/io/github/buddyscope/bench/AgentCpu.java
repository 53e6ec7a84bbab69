// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * In a JVM with the agent that does nothing else: CPU of the agent's threads as the agent says and as the kernel does
 * ({@code /proc/self/task/TID/schedstat}), as a share of one processor. Prints rows of a table.
 */
public final class AgentCpu {
    private AgentCpu() {}

    /** @param arguments seconds to wait first, until what starts has started, and seconds to measure */
    public static void main(String[] arguments) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("buddyscope:type=Agent");
        TimeUnit.SECONDS.sleep(Long.parseLong(arguments[0]));
        double said = (Double) server.getAttribute(agent, "CpuMillis");
        Map<String, Long> before = threads();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(Long.parseLong(arguments[1]));
        double saidLater = (Double) server.getAttribute(agent, "CpuMillis");
        Map<String, Long> after = threads();
        double millis = (System.nanoTime() - begin) / 1e6;
        Map<String, Double> each = new TreeMap<>();
        double own = 0;
        double all = 0;
        for (Map.Entry<String, Long> thread : after.entrySet()) {
            double used = (thread.getValue() - before.getOrDefault(thread.getKey(), 0L)) / 1e6;
            all += used;
            own += thread.getKey().contains(" buddyscope") ? used : 0;
            if (thread.getKey().contains(" buddyscope") && used > 0) {
                each.merge(thread.getKey().replaceFirst("[0-9]* ", "of that "), used, Double::sum);
            }
        }
        System.out.println("| CPU of the agent at rest, by | per cent of a processor |");
        System.out.println("| --- | --- |");
        row("its own account (AgentHealth)", (saidLater - said) / millis);
        row("the kernel's account of its threads", own / millis);
        each.forEach((name, used) -> row(name, used / millis));
        row("the kernel's account of the whole JVM", all / millis);
    }

    /** Milliseconds that the threads of the agent in this JVM have been on a processor, as the kernel says. */
    public static double ofAgentMillis() {
        double sum = 0;
        for (Map.Entry<String, Long> thread : threads().entrySet()) {
            sum += thread.getKey().contains(" buddyscope") ? thread.getValue() / 1e6 : 0;
        }
        return sum;
    }

    /** Nanoseconds on a processor of each thread, by id and name. */
    private static Map<String, Long> threads() {
        Map<String, Long> all = new HashMap<>();
        for (File task : new File("/proc/self/task").listFiles()) {
            try {
                String name = Files.readString(task.toPath().resolve("comm")).strip();
                String stat = Files.readString(task.toPath().resolve("schedstat"));
                all.put(task.getName() + " " + name, Long.parseLong(stat.substring(0, stat.indexOf(' '))));
            } catch (IOException ended) {
                // meanwhile
            }
        }
        return all;
    }

    private static void row(String what, double share) {
        System.out.printf(Locale.ROOT, "| %s | %.3f |%n", what, 100 * share);
    }
}
