// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * In a JVM with the agent, on a kernel that fails for real: from the moment that the last line of a report can be read from
 * {@code /dev/kmsg} (by a reader of our own, beside the agent's) to the notification and to the event's own time in the
 * recording. Prints rows of a table.
 */
public final class RealLatency {
    /** What this class's own reader reads, in the same recording as what the agent writes, so that one clock times both. */
    @Name("bench.LastLine")
    @StackTrace(false)
    static final class LastLine extends Event {}

    private final Semaphore notified = new Semaphore(0);
    private final Semaphore read = new Semaphore(0);
    private final String last;
    private volatile long readNanos;
    private volatile long notifiedNanos;

    private RealLatency(String last) {
        this.last = last;
    }

    /** @param arguments what the last line of a report holds, how many to time, how many before, ms between them, and a command that has one made */
    public static void main(String[] arguments) throws Exception {
        List<String> command = Arrays.asList(arguments).subList(4, arguments.length);
        new RealLatency(arguments[0])
                .run(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Long.parseLong(arguments[3]),
                        command);
        System.exit(0);
    }

    private void run(int reports, int before, long pauseMillis, List<String> command) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName failures = new ObjectName("buddyscope:type=KernelFailures");
        while (!server.isRegistered(failures)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Path file = Files.createTempFile("latency", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(LastLine.class).withoutStackTrace();
            recording.start();
            new LastLine().commit(); // what an event costs first is not what we time
            startReading();
            TimeUnit.SECONDS.sleep(5); // until the agent has read the ring
            server.addNotificationListener(failures, (notification, any) -> notified(), null, null);
            double[] told = new double[before + reports];
            for (int i = 0; i < told.length; i++) {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                boolean arrived = notified.tryAcquire(10, TimeUnit.SECONDS);
                boolean line = read.tryAcquire(10, TimeUnit.SECONDS);
                if (!arrived || !line) {
                    throw new IllegalStateException(
                            arrived ? "no line with \"" + last + "\"" : "no notification of report " + i);
                }
                told[i] = (notifiedNanos - readNanos) / 1e6;
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
            recording.stop();
            recording.dump(file);
            Figures.rows("the committed event", before, committed(file, told.length));
            Figures.rows("the notification", before, told);
        } finally {
            Files.delete(file);
        }
    }

    private void notified() {
        notifiedNanos = System.nanoTime();
        notified.release();
    }

    private void startReading() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            try (FileChannel kmsg = FileChannel.open(Path.of("/dev/kmsg"))) {
                open.countDown();
                ByteBuffer record = ByteBuffer.allocateDirect(16 << 10);
                byte[] bytes = new byte[16 << 10];
                long begin = System.nanoTime();
                for (; ; ) {
                    int length = kmsg.read(record.clear());
                    long now = System.nanoTime();
                    record.flip().get(bytes, 0, length);
                    // the ring's replay comes in the first moments
                    if (now - begin > 4_000_000_000L
                            && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(last)) {
                        readNanos = now;
                        new LastLine().commit();
                        read.release();
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        open.await();
    }

    /** What happened in the recording between the last lines and the events, in order; those of the warm-up left out. */
    private static double[] committed(Path file, int reports) throws IOException {
        List<Long> lines = new ArrayList<>();
        List<Long> events = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            long nanos = event.getStartTime().getEpochSecond() * 1_000_000_000L
                    + event.getStartTime().getNano();
            if (event.getEventType().getName().equals("bench.LastLine")) {
                lines.add(nanos);
            } else if (event.getEventType().getName().equals("buddyscope.KernelFailure")) {
                events.add(nanos);
            }
        }
        lines.sort(null);
        events.sort(null);
        int first = lines.size() - reports;
        if (events.size() < reports || first < 0) {
            throw new IllegalStateException(events.size() + " events of " + lines.size() + " reports");
        }
        double[] millis = new double[reports];
        for (int i = 0; i < reports; i++) {
            millis[i] = (events.get(events.size() - reports + i) - lines.get(first + i)) / 1e6;
        }
        return millis;
    }
}
