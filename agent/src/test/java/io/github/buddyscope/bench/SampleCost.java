// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.agent.watch.HostWatch;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/**
 * A sample of the host's four files, published to MBeans, beside merely reading the files, by turns on one thread; and
 * beside a scrape of Prometheus' node exporter, where its id and port are given. Prints rows of a table.
 */
public final class SampleCost {
    private static final String[] FILES = {"buddyinfo", "zoneinfo", "vmstat", "pressure/memory"};
    private static final int TURNS = 40;
    private static final int WARM_UP_TURNS = 20;
    private static final int OPERATIONS = 1_000;
    private static final int SCRAPES = 1_000;
    private static final long TICK_NANOS = 10_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] buffer = new byte[1 << 20];
    private final HostWatch host = new HostWatch(Path.of("/proc"), new Timeline(System.nanoTime()));
    private final RandomAccessFile[] open = new RandomAccessFile[FILES.length];
    private final JmxPublisher publisher;

    private SampleCost() throws IOException {
        for (int i = 0; i < FILES.length; i++) {
            open[i] = new RandomAccessFile("/proc/" + FILES[i], "r");
        }
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        publisher = new JmxPublisher(new ScriptedControl(), server);
        publisher.tryRegister();
    }

    /** @param arguments the node exporter's process id and port, or nothing */
    public static void main(String[] arguments) throws Exception {
        SampleCost cost = new SampleCost();
        Cost reading = new Cost();
        Cost readingOpen = new Cost();
        Cost sampling = new Cost();
        for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
            reading.turn(turn, cost::read);
            readingOpen.turn(turn, cost::readOpen);
            sampling.turn(turn, cost::sample);
        }
        cost.host.states().forEach(state -> {
            if (!state.detail().isEmpty()) {
                throw new IllegalStateException("not all was read each time: " + state);
            }
        });
        System.out.println("| | CPU, µs | user, µs | heap, bytes |");
        System.out.println("| --- | --- | --- | --- |");
        reading.print("reading the four files, opened each time");
        readingOpen.print("reading the four files, kept open");
        sampling.print("a sample of them, published to MBeans");
        if (arguments.length == 2) {
            scrapes(
                    Long.parseLong(arguments[0]),
                    new URL("http", "127.0.0.1", Integer.parseInt(arguments[1]), "/metrics"));
        }
        System.out.printf(
                Locale.ROOT,
                "%nUser time of a sample to that of reading: %.2f (%.2f of files kept open); all CPU: %.2f (%.2f).%n",
                (double) sampling.user / reading.user,
                (double) sampling.user / readingOpen.user,
                sampling.median() / reading.median(),
                sampling.median() / readingOpen.median());
    }

    private void read() throws IOException {
        for (String file : FILES) {
            try (InputStream in = new FileInputStream(new File("/proc", file))) {
                int length = 0;
                for (int n = 1; n > 0; length += Math.max(n, 0)) {
                    n = in.read(buffer, length, 8192);
                }
            }
        }
    }

    private void readOpen() throws IOException {
        for (RandomAccessFile file : open) {
            file.seek(0);
            int length = 0;
            for (int n = 1; n > 0; length += Math.max(n, 0)) {
                n = file.read(buffer, length, 8192);
            }
        }
    }

    private void sample() {
        host.read();
        publisher.host(host.taken());
    }

    private static void scrapes(long pid, URL url) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        long[] begin = null;
        for (int i = -100; i < SCRAPES; i++) {
            if (i == 0) {
                begin = ticks(stat);
            }
            try (InputStream in = url.openStream()) {
                in.readAllBytes();
            }
        }
        long[] end = ticks(stat);
        double each = TICK_NANOS / 1e3 / SCRAPES;
        System.out.printf(
                Locale.ROOT,
                "| a scrape of prometheus-node-exporter, its own CPU | %.0f | %.0f | |%n",
                (end[0] - begin[0] + end[1] - begin[1]) * each,
                (end[0] - begin[0]) * each);
    }

    /** User and system time. */
    private static long[] ticks(Path stat) throws IOException {
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return new long[] {Long.parseLong(fields[11]), Long.parseLong(fields[12])};
    }

    private interface Operation {
        void run() throws IOException;
    }

    private static final class Cost {
        private final double[] micros = new double[TURNS];
        private long user;
        private long bytes;

        void turn(int turn, Operation operation) throws IOException {
            long self = Thread.currentThread().getId();
            long heap = THREADS.getThreadAllocatedBytes(self);
            long userBefore = THREADS.getCurrentThreadUserTime();
            long begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run();
            }
            if (turn >= 0) {
                micros[turn] = (THREADS.getCurrentThreadCpuTime() - begin) / 1e3 / OPERATIONS;
                user += THREADS.getCurrentThreadUserTime() - userBefore;
                bytes += THREADS.getThreadAllocatedBytes(self) - heap;
            }
        }

        double median() {
            return Figures.median(micros);
        }

        void print(String what) {
            double all = (double) TURNS * OPERATIONS;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.0f |%n",
                    what,
                    median(),
                    user / all / TimeUnit.MICROSECONDS.toNanos(1),
                    bytes / all);
        }
    }
}
