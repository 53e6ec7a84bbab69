// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import io.github.buddyscope.publish.jmx.AgentControl;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.kmsg.KmsgSource;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import jdk.jfr.Recording;

/**
 * How long it takes from the last line of a failure report in the kernel's log to the event in the recording and to the
 * notification. Only the kernel can write lines of its own to {@code /dev/kmsg}: a named pipe stands for it, and gives one
 * record a read as that does.
 */
public final class KernelLatency {
    private static final int PAUSE_MILLIS = 20;

    private final Semaphore notified = new Semaphore(0);
    private volatile long committedNanos;
    private volatile long notifiedNanos;

    private KernelLatency() {}

    /** @param arguments a named pipe, records of a report as {@code /dev/kmsg} gives them, and how many reports to time */
    public static void main(String[] arguments) throws Exception {
        List<String> records = Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8);
        new KernelLatency().run(Path.of(arguments[0]), records, Integer.parseInt(arguments[2]));
    }

    private void run(Path pipe, List<String> records, int reports) throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        AgentControl nobody = (AgentControl) Proxy.newProxyInstance(
                AgentControl.class.getClassLoader(),
                new Class<?>[] {AgentControl.class},
                (proxy, method, given) -> null);
        JmxPublisher jmx = new JmxPublisher(nobody, server);
        JfrPublisher jfr = new JfrPublisher();
        try (Recording recording = new Recording()) {
            recording.start();
            if (!jmx.tryRegister() || !jfr.tryRegister()) {
                throw new IllegalStateException("nothing to publish to");
            }
            server.addNotificationListener(
                    new ObjectName("buddyscope:type=KernelFailures"), (notification, any) -> notified(), null, null);
            AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.WARN));
            KmsgSource source = new KmsgSource(pipe, new KernelClock());
            JvmTasks tasks = new JvmTasks(Path.of("/proc"));
            KernelWatch watch = new KernelWatch(source, thread, tasks, () -> HostFacts.UNKNOWN, failure -> {
                jfr.failure(failure);
                committedNanos = System.nanoTime();
                jmx.failure(failure);
            });
            watch.start();
            try (OutputStream out = Files.newOutputStream(pipe)) {
                measure(out, source, records, reports);
            }
            watch.close();
        }
        System.exit(0);
    }

    private void notified() {
        notifiedNanos = System.nanoTime();
        notified.release();
    }

    private void measure(OutputStream out, KmsgSource source, List<String> records, int reports) throws Exception {
        long sequence = 0;
        long lines = 0;
        write(out, sequence++, "6", "the log before the agent came");
        Thread.sleep(3_000); // until the ring is known to have been read
        lines = source.linesRead();
        double[] committed = new double[reports];
        double[] told = new double[reports];
        for (int report = -(reports / 4); report < reports; report++) {
            long begin = 0;
            for (String record : records) {
                int text = record.indexOf(';');
                begin = System.nanoTime();
                write(out, sequence++, record.substring(0, record.indexOf(',')), record.substring(text + 1));
                if (!record.equals(records.get(records.size() - 1))) {
                    for (lines++; source.linesRead() < lines; ) {
                        Thread.onSpinWait();
                    }
                }
            }
            lines++;
            if (!notified.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no notification of report " + report);
            }
            if (report >= 0) {
                committed[report] = (committedNanos - begin) / 1e6;
                told[report] = (notifiedNanos - begin) / 1e6;
            }
            Thread.sleep(PAUSE_MILLIS); // all threads at rest again, as on a quiet host
        }
        System.out.println("| from the last line of a report to | median, ms | p99, ms | most, ms |");
        System.out.println("| --- | --- | --- | --- |");
        row("the committed event", committed);
        row("the notification", told);
    }

    private static void write(OutputStream out, long sequence, String priority, String text) throws Exception {
        String record = priority + "," + sequence + "," + System.nanoTime() / 1_000 + ",-;" + text + "\n";
        out.write(record.getBytes(StandardCharsets.UTF_8));
    }

    private static void row(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                what,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }
}
