// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.watch.KernelWatch;
import io.github.buddyscope.bench.Figures;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import jdk.jfr.Recording;

/**
 * How long it takes from the last line of a failure report in the kernel's log to the event in the recording and to the
 * notification. Only the kernel can write lines of its own to {@code /dev/kmsg}: a device that waits in the read of a pipe
 * stands for it.
 */
public final class KernelLatency {
    private static final int PAUSE_MILLIS = 110; // ten reports a second are published in the long run

    private final ScriptedDevice device = new ScriptedDevice();
    private final Semaphore notified = new Semaphore(0);
    private volatile long committedNanos;
    private volatile long notifiedNanos;

    private KernelLatency() {}

    /** @param arguments records of a report as {@code /dev/kmsg} gives them, how many reports to time, and how many before */
    public static void main(String[] arguments) throws Exception {
        List<String> records = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        new KernelLatency().run(records, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(List<String> records, int reports, int before) throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        JmxPublisher jmx = new JmxPublisher(new ScriptedControl(), server);
        JfrPublisher jfr = new JfrPublisher();
        try (Recording recording = new Recording()) {
            recording.start();
            if (!jmx.tryRegister() || !jfr.tryRegister()) {
                throw new IllegalStateException("nothing to publish to");
            }
            server.addNotificationListener(
                    new ObjectName("buddyscope:type=KernelFailures"), (notification, any) -> notified(), null, null);
            AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.WARN));
            KmsgSource source = new KmsgSource(
                    device,
                    e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
                    3_600_000,
                    new KernelClock());
            JvmTasks tasks = new JvmTasks(Path.of("/proc"));
            KernelWatch watch = new KernelWatch(source, thread, tasks, () -> HostFacts.UNKNOWN, failure -> {
                jfr.failure(failure);
                committedNanos = System.nanoTime();
                jmx.failure(failure);
            });
            watch.start();
            measure(records, reports, before);
            watch.close();
        }
        System.exit(0);
    }

    private void notified() {
        notifiedNanos = System.nanoTime();
        notified.release();
    }

    private void measure(List<String> records, int reports, int before) throws Exception {
        long sequence = 0;
        write(sequence++, "6", "the log before the agent came");
        Thread.sleep(3_000); // until the ring is known to have been read
        double[] committed = new double[before + reports];
        double[] told = new double[before + reports];
        for (int report = 0; report < told.length; report++) {
            long begin = 0;
            for (String record : records) {
                begin = System.nanoTime();
                write(sequence++, record.substring(0, record.indexOf(',')), record.substring(record.indexOf(';') + 1));
            }
            if (!notified.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no notification of report " + report);
            }
            committed[report] = (committedNanos - begin) / 1e6;
            told[report] = (notifiedNanos - begin) / 1e6;
            Thread.sleep(PAUSE_MILLIS);
        }
        Figures.rows("the committed event", before, committed);
        Figures.rows("the notification", before, told);
    }

    private void write(long sequence, String priority, String text) {
        device.records(priority + "," + sequence + "," + System.nanoTime() / 1_000 + ",-;" + text + "\n");
    }
}
