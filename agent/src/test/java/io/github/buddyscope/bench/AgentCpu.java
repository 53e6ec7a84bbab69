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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * In a JVM with the agent that does nothing else: CPU of the agent's threads as the agent says and as the kernel does
 * ({@code /proc/self/task/TID/schedstat}), as a share of one processor, and how often they went to sleep. Prints rows of a
 * table.
 */
public final class AgentCpu {
    private static final Pattern WAITS = Pattern.compile("\nvoluntary_ctxt_switches:\\s*([0-9]+)");

    /** What a thread has used, in nanoseconds, and how often it has gone to sleep. */
    private record Used(long nanos, long waits) {
        static final Used NOTHING = new Used(0, 0);

        Used plus(Used other) {
            return new Used(nanos + other.nanos, waits + other.waits);
        }

        Used since(Used before) {
            return new Used(nanos - before.nanos, waits - before.waits);
        }
    }

    private AgentCpu() {}

    /** @param arguments seconds to wait, and seconds to measure then; and again */
    public static void main(String[] arguments) throws Exception {
        ManagementFactory
                .getPlatformMBeanServer(); // which the MBeans come to, and somebody looks: not in what is measured
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            TimeUnit.SECONDS.sleep(Long.parseLong(arguments[i]));
            measure(Long.parseLong(arguments[i + 1]));
        }
    }

    private static void measure(long length) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("buddyscope:type=Agent");
        long age = ManagementFactory.getRuntimeMXBean().getUptime() / 1_000;
        double said = (Double) server.getAttribute(agent, "CpuMillis");
        Map<String, Used> before = threads();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(length);
        double saidLater = (Double) server.getAttribute(agent, "CpuMillis");
        Map<String, Used> after = threads();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Used> each = new TreeMap<>();
        Used own = Used.NOTHING;
        Used all = Used.NOTHING;
        for (Map.Entry<String, Used> thread : after.entrySet()) {
            Used used = thread.getValue().since(before.getOrDefault(thread.getKey(), Used.NOTHING));
            all = all.plus(used);
            if (thread.getKey().contains(" buddyscope")) {
                own = own.plus(used);
                if (used.nanos > 0) {
                    each.merge(thread.getKey().replaceFirst("[0-9]* ", "of that "), used, Used::plus);
                }
            }
        }
        System.out.println("| CPU of the agent at rest, seconds " + age + " to " + (age + length)
                + " of the JVM's life, by | per cent of a processor | wakes a second |");
        System.out.println("| --- | --- | --- |");
        System.out.printf(
                Locale.ROOT, "| its own account (AgentHealth) | %.3f | |%n", (saidLater - said) / seconds / 10);
        row("the kernel's account of its threads", own, seconds);
        each.forEach((name, used) -> row(name, used, seconds));
        row("the kernel's account of the whole JVM", all, seconds);
        System.out.println();
    }

    /** Milliseconds that the threads of the agent in this JVM have been on a processor, as the kernel says. */
    public static double ofAgentMillis() {
        double sum = 0;
        for (Map.Entry<String, Used> thread : threads().entrySet()) {
            sum += thread.getKey().contains(" buddyscope") ? thread.getValue().nanos / 1e6 : 0;
        }
        return sum;
    }

    /** Of each thread, by id and name. */
    private static Map<String, Used> threads() {
        Map<String, Used> all = new HashMap<>();
        for (File task : new File("/proc/self/task").listFiles()) {
            try {
                String name = Files.readString(task.toPath().resolve("comm")).strip();
                String stat = Files.readString(task.toPath().resolve("schedstat"));
                Matcher waits = WAITS.matcher(Files.readString(task.toPath().resolve("status")));
                all.put(
                        task.getName() + " " + name,
                        new Used(
                                Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                                waits.find() ? Long.parseLong(waits.group(1)) : 0));
            } catch (IOException ended) {
                // meanwhile
            }
        }
        return all;
    }

    private static void row(String what, Used used, double seconds) {
        System.out.printf(
                Locale.ROOT, "| %s | %.3f | %.1f |%n", what, used.nanos / 1e7 / seconds, used.waits / seconds);
    }
}
