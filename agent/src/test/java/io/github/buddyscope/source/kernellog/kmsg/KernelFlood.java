// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.watch.KernelWatch;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.KernelLogs;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import jdk.jfr.Recording;

/**
 * A flood of failure reports beside work that takes all processors, by turns with none: what it takes of the work, what stays
 * in the heap, whether every report is accounted for, and how soon the first report behind it is published. Events are
 * recorded and MBeans updated as in the agent.
 */
public final class KernelFlood {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long[] PAUSES = {0, 50};
    private static final int TIMES = 5;
    private static final int FIRST_SECONDS = 20;
    private static final long MANY = 1L << 40;

    private final AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.WARN));
    private final KernelWatch watch;
    private final KernelLogSource source;
    private final JfrPublisher jfr = new JfrPublisher();
    private final JmxPublisher jmx;
    private final LongAdder work = new LongAdder();
    private volatile boolean ended;
    private volatile Predicate<KernelLine> awaited = line -> false;
    private volatile long publishedNanos;
    private long begunNanos;
    private long mostHeap;

    private KernelFlood(KernelLogSource source) {
        this.source = source;
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        jmx = new JmxPublisher(new ScriptedControl(), server);
        if (!jmx.tryRegister() || !jfr.tryRegister()) {
            throw new IllegalStateException("nothing to publish to");
        }
        watch = new KernelWatch(source, thread, new JvmTasks(Path.of("/proc")), () -> HostFacts.UNKNOWN, failure -> {
            jfr.failure(failure);
            jmx.failure(failure);
            if (awaited.test(failure.report().header())) {
                publishedNanos = System.nanoTime();
            }
        });
    }

    /**
     * @param arguments {@code kmsg RECORDS REPORTS RATE PAIRS SECONDS}: a file with a report's records, so many reports, records a
     *     second, turns with and without, and their length; or {@code file LOG LINE REPORTS}: a log to be, and a failure's line
     */
    public static void main(String[] arguments) throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            if (arguments[0].equals("kmsg")) {
                List<String> records = Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8);
                ring(
                        records,
                        Long.parseLong(arguments[2]),
                        Double.parseDouble(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Double.parseDouble(arguments[5]));
            } else {
                file(Path.of(arguments[1]), arguments[2], Long.parseLong(arguments[3]));
            }
        }
        System.exit(0);
    }

    private static void ring(List<String> records, long reports, double rate, int pairs, double seconds)
            throws Exception {
        FloodedRing ring = new FloodedRing(records);
        KmsgSource source = new KmsgSource(
                ring,
                e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
                3_600_000,
                new KernelClock());
        KernelFlood flood = new KernelFlood(source);
        flood.watch.start();
        ring.flood(1e9, 20); // everything once, and the ring's past
        TimeUnit.SECONDS.sleep(1);
        ring.ebb();
        flood.begin();
        TimeUnit.SECONDS.sleep(10);
        double before = flood.heap();
        flood.firstOf(ring, rate);
        FloodCpu cpu = new FloodCpu();
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            double quiet = i % 2 == 0 ? flood.turn(seconds) : 0;
            ring.flood(rate, MANY);
            cpu.begin();
            double flooded = flood.turn(seconds);
            cpu.end();
            flood.mostHeap = Math.max(flood.mostHeap, (long) flood.heap());
            ring.ebb();
            TimeUnit.MILLISECONDS.sleep(500); // what the ring holds is of the flood
            ratios[i] = 100 * (flooded / (i % 2 == 0 ? quiet : flood.turn(seconds)) - 1);
        }
        System.out.println("- in all turns with a flood " + cpu);
        ring.flood(1e7, reports); // the rest, if any
        while (ring.logged() < reports * records.size()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        ring.ebb();
        flood.ended = true; // the work
        for (long pause : PAUSES) {
            flood.tellRecovery(pause, () -> {
                ring.flood(1e7, MANY);
                TimeUnit.MILLISECONDS.sleep(300);
                ring.ebb();
                TimeUnit.MILLISECONDS.sleep(pause);
                long behind = ring.logged();
                flood.await(line -> line.number() == behind);
                ring.flood(1e9, behind / records.size() + 1);
            });
        }
        flood.account(ring.logged(), "records");
        flood.tell(before, ratios);
    }

    /** While the JVM still compiles what a flood goes through. */
    private void firstOf(FloodedRing ring, double rate) throws Exception {
        double still = turn(FIRST_SECONDS);
        FloodCpu cpu = new FloodCpu();
        ring.flood(rate, MANY);
        cpu.begin();
        double flooded = turn(FIRST_SECONDS);
        cpu.end();
        ring.ebb();
        System.out.printf(
                Locale.ROOT,
                "- the first %d s of flood: %s; work that takes all of them %+.2f %%%n",
                FIRST_SECONDS,
                cpu,
                100 * (flooded / still - 1));
        TimeUnit.SECONDS.sleep(5);
    }

    private static void file(Path log, String line, long reports) throws Exception {
        Files.createFile(log);
        KernelLogSource source = KernelLogs.of("file:" + log, new PartialLines()::parse);
        KernelFlood flood = new KernelFlood(source);
        flood.watch.start();
        TimeUnit.SECONDS.sleep(1);
        double before = flood.heap();
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        long part = reports / (TIMES * PAUSES.length);
        long begin = System.nanoTime();
        long[] number = {0};
        for (long pause : PAUSES) {
            flood.tellRecovery(pause, () -> {
                append(log, bytes, part - 1);
                TimeUnit.MILLISECONDS.sleep(pause);
                String behind = "behind-" + number[0]++;
                flood.await(found -> found.text().contains(behind));
                append(
                        log,
                        new String(bytes, StandardCharsets.UTF_8)
                                .replace("reserved", behind)
                                .getBytes(StandardCharsets.UTF_8),
                        1);
            });
        }
        System.out.printf(Locale.ROOT, "- written: %d MB%n", Files.size(log) >> 20);
        long all = part * TIMES * PAUSES.length;
        while (source.linesRead() + source.linesLost() < all) {
            TimeUnit.MILLISECONDS.sleep(500);
            flood.mostHeap = Math.max(flood.mostHeap, (long) flood.heap());
        }
        System.out.printf(Locale.ROOT, "- all counted after %.1f s%n", (System.nanoTime() - begin) / 1e9);
        flood.account(all, "lines");
        flood.tell(before, new double[0]);
    }

    private static void append(Path log, byte[] line, long times) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(log, StandardOpenOption.APPEND), 1 << 20)) {
            for (long i = 0; i < times; i++) {
                out.write(line);
            }
        }
    }

    private void begin() {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread worker = new Thread(() -> {
                long sum = 1;
                while (!ended) {
                    for (int n = 0; n < 20_000; n++) {
                        sum = sum * 6364136223846793005L + n;
                    }
                    byte[] some = new byte[512];
                    some[(int) (sum & 511)] = 1;
                    work.add(1 + (some[0] >> 8));
                }
            });
            worker.setDaemon(true);
            worker.start();
        }
    }

    /** Work done a second. */
    private double turn(double seconds) throws InterruptedException {
        long before = work.sum();
        long begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep((long) (seconds * SECOND));
        return (work.sum() - before) / ((System.nanoTime() - begin) / 1e9);
    }

    /** Bytes that live. */
    private double heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private interface Action {
        void run() throws Exception;
    }

    private LogAccount told() throws Exception {
        LogAccount[] told = new LogAccount[1];
        thread.runAndWait(() -> told[0] = watch.news(), 10, TimeUnit.SECONDS);
        last = told[0] == null ? last : told[0];
        return last;
    }

    private LogAccount last = LogAccount.NONE;

    private LogAccount settled(long least) throws Exception {
        long end = System.nanoTime() + 30 * SECOND;
        do {
            told();
            TimeUnit.MILLISECONDS.sleep(1);
        } while ((last.received() < least || last.received() != last.published() + last.dropped())
                && System.nanoTime() < end);
        return last;
    }

    private void account(long all, String what) throws Exception {
        while (watch.linesRead() + watch.linesLost() < all || watch.floods()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        LogAccount account = settled(1);
        System.out.printf(
                Locale.ROOT,
                "- lines: %d read (%d of them passed over), %d lost; %d %s were logged%n",
                watch.linesRead(),
                account.linesPassedOver(),
                watch.linesLost(),
                all,
                what);
        System.out.printf(
                Locale.ROOT,
                "- reports: %d received = %d published + %d dropped: %s%n",
                account.received(),
                account.published(),
                account.dropped(),
                account.received() == account.published() + account.dropped() ? "exact" : "NOT EXACT");
    }

    /** From now on is waited for the failure with that header. */
    private void await(Predicate<KernelLine> header) {
        publishedNanos = 0;
        awaited = header;
        begunNanos = System.nanoTime();
    }

    /** @param flood floods, and after the pause adds a report that is awaited */
    private void tellRecovery(long pauseMillis, Action flood) throws Exception {
        double[] millis = new double[TIMES];
        int published = 0;
        for (int i = 0; i < TIMES; i++) {
            flood.run();
            while (publishedNanos == 0 && System.nanoTime() - begunNanos < 10 * SECOND) {
                told();
                TimeUnit.MILLISECONDS.sleep(1);
            }
            published += publishedNanos == 0 ? 0 : 1;
            mostHeap = Math.max(mostHeap, (long) heap());
            millis[i] = publishedNanos == 0 ? Double.POSITIVE_INFINITY : (publishedNanos - begunNanos) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "- a report %d ms behind the flood: published %d times of %d, after %.1f ms in the median, %.1f at most%n",
                pauseMillis,
                published,
                TIMES,
                millis[TIMES / 2],
                millis[TIMES - 1]);
    }

    private void tell(double before, double[] ratios) {
        double after = heap();
        System.out.printf(
                Locale.ROOT,
                "- live heap: %.1f MB before, at most %.1f MB in the flood, %.1f MB behind it%n",
                before / 1e6,
                Math.max(mostHeap, after) / 1e6,
                after / 1e6);
        if (ratios.length > 0) {
            Arrays.sort(ratios);
            List<String> words = new ArrayList<>();
            for (int part : new int[] {2, 1, 3}) {
                words.add(String.format(
                        Locale.ROOT, "%+.2f", ratios[Math.min(ratios.length - 1, ratios.length * part / 4)]));
            }
            System.out.println("- work that takes all processors: " + words.get(0) + " % in the flood, median of "
                    + ratios.length + " pairs of turns; middle half " + words.get(1) + " to " + words.get(2));
        }
    }
}
