// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.AssociationRow;
import io.github.buddyscope.recording.DirectRow;
import io.github.buddyscope.recording.HealthRow;
import io.github.buddyscope.recording.JvmFacts;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Pause;
import io.github.buddyscope.recording.PressureRow;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.recording.Stall;
import io.github.buddyscope.recording.TracedAttempt;
import io.github.buddyscope.recording.VerdictRow;
import io.github.buddyscope.recording.ZoneRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A made-up recording of two busy hours on a host of two nodes whose larger blocks run out now and then, the same every time.
 *
 * <pre>TwoHours FILE.html [PERIOD-MILLIS]   writes its page, and prints how long that took and how large it is</pre>
 */
final class TwoHours {
    static final long BEGIN = 1_795_400_000_000_000L; // 2026-11-23
    static final int SECONDS = 7200;
    private static final String[] ZONES = {"0 DMA", "0 DMA32", "0 Normal", "1 Normal", "1 Movable"};
    private static final String[] TASKS = {"java", "GC Thread#0", "C2 CompilerThre", "http-nio-8080-e", "VM Thread"};
    private static final String[] KINDS = {"MUTATOR", "GC_WORKER", "COMPILER", "MUTATOR", "VM"};

    private final Random random = new Random(7);
    private final RecordingBuilder to = new RecordingBuilder();
    private final int periodMillis;

    private TwoHours(int periodMillis) {
        this.periodMillis = periodMillis;
    }

    static Recording recorded(int periodMillis) {
        return new TwoHours(periodMillis).gather();
    }

    public static void main(String[] arguments) throws IOException {
        int period = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        long gathered = System.nanoTime();
        Recording recording = recorded(period);
        long begin = System.nanoTime();
        Path page = Path.of(arguments[0]);
        Files.writeString(page, ReportPage.of(recording, "speed"));
        long end = System.nanoTime();
        System.out.printf(
                "two hours, a sample each %d ms: gathered in %d ms, page in %d ms, %d bytes%n",
                period, (begin - gathered) / 1_000_000, (end - begin) / 1_000_000, Files.size(page));
    }

    private Recording gather() {
        to.facts(new JvmFacts(
                "OpenJDK 64-Bit Server VM (25.0.3+9)", 4711L, "Linux 6.8.0-51-generic", "G1New and G1Old"));
        long step = periodMillis * 1000L;
        for (long at = 0; at <= SECONDS * 1_000_000L; at += step) {
            sample(BEGIN + at);
        }
        for (int i = 0; i < 4000; i++) {
            pause(i);
        }
        for (int i = 0; i < 9000; i++) {
            to.add(stall(i));
            if (i % 2 == 0) {
                to.add(attempt(i));
            }
        }
        for (int i = 0; i < 300; i++) {
            to.add(failure(i));
            if (i % 5 == 0) {
                to.add(verdict(i));
            }
        }
        for (int i = 0; i < 5000; i++) {
            to.site("com.example.Upload" + i % 30 + ".stage", 1 << 20 + i % 4);
        }
        for (String activity : new String[] {"GC pauses", "direct-buffer bursts", "heap growth"}) {
            to.add(new AssociationRow(
                    BEGIN,
                    activity,
                    60,
                    24,
                    11.5,
                    2.09,
                    0.004,
                    .19,
                    SECONDS * 1_000_000_000L,
                    activity + " coincide."));
        }
        return to.build("two-hours.jfr");
    }

    private void sample(long micros) {
        to.written(micros);
        double wave = Math.sin((micros - BEGIN) / 6e8) * .5 + .5;
        for (String zone : ZONES) {
            zone(micros, zone, wave);
        }
        to.add(new PressureRow(
                micros, wave / 9 * random.nextDouble(), wave / 20, random.nextInt(40), random.nextInt(30), 1, 3, 0));
        to.add(new DirectRow(
                micros,
                periodMillis * 1_000_000L,
                40,
                random.nextInt(1 << 26),
                random.nextInt(1 << 26),
                1 << 22,
                (200L << 20) + random.nextInt(1 << 27),
                4L << 30,
                "com.example.Upload.stage"));
        to.add(new HealthRow(
                micros,
                900_000,
                (micros - BEGIN) * 2,
                100,
                0,
                0,
                "buddyinfo OK; kmsg UNAVAILABLE: refused; tracefs OK"));
    }

    private void zone(long micros, String name, double wave) {
        boolean small = name.endsWith("DMA");
        int largest = small ? 10 : Math.max(0, (int) (10 - wave * 6 - random.nextInt(3)));
        int[] blocks = new int[11];
        long pages = 0;
        for (int order = 0; order <= largest; order++) {
            blocks[order] = small ? 1 : 1 + random.nextInt(200_000 >> order + order / 2);
            pages += (long) blocks[order] << order;
        }
        long mark = small ? 20 << 10 : 250L << 20;
        to.add(new ZoneRow(
                micros,
                name.charAt(0) - '0',
                name.substring(2),
                pages * 4096,
                largest,
                mark,
                mark * 5 / 4,
                mark * 3 / 2,
                blocks));
    }

    private void pause(int i) {
        long at = BEGIN + i * 1_800_000L + random.nextInt(900_000);
        to.collection(i, "G1New", "G1 Evacuation Pause");
        to.add(new Pause(at, 4_000_000 + random.nextInt(60_000_000), i, "GC Pause", null));
        to.heap(at, (2L << 30) + random.nextInt(1 << 29), 4L << 30);
        to.heap(at + 40_000, (1L << 30) + random.nextInt(1 << 28), 4L << 30);
    }

    private long anyTime() {
        return BEGIN + (long) (random.nextDouble() * SECONDS * 1e6);
    }

    private Stall stall(int i) {
        int who = random.nextInt(TASKS.length);
        return new Stall(
                anyTime(),
                (long) Math.exp(10 + random.nextDouble() * 8),
                i % 3 == 0 ? "DIRECT_RECLAIM" : "DIRECT_COMPACTION",
                i % 4 == 0 ? 9 : 3,
                "no_suitable_page",
                TASKS[who],
                5000 + who,
                i % 3 != 1,
                null,
                KINDS[who],
                true);
    }

    private TracedAttempt attempt(int i) {
        int who = random.nextInt(TASKS.length);
        return new TracedAttempt(
                anyTime(),
                9,
                "GFP_TRANSHUGE|__GFP_NORETRY",
                "OPTIONAL",
                "compaction deferred",
                1_000_000,
                TASKS[who],
                5000 + who,
                i % 4 != 0,
                null,
                KINDS[who]);
    }

    private LogFailure failure(int i) {
        return new LogFailure(
                BEGIN + (i + 1) * 23_500_000L,
                44_000_000,
                "PAGE_ALLOC_FAILURE",
                5,
                128 << 10,
                "FRAGMENTATION",
                "kworker/u448:1",
                138_678,
                false,
                "NO",
                null,
                "i40e",
                "GFP_KERNEL|__GFP_ZERO",
                true,
                2,
                "kmsg",
                "kworker/u448:1: page allocation failure: order:5\n"
                        + "Call Trace: a frame of the kernel\n".repeat(180));
    }

    private VerdictRow verdict(int i) {
        long at = BEGIN + (i + 1) * 23_500_000L;
        return verdict(
                at,
                "A request for 128 KiB in one piece failed (origin: i40e). " + "There was memory enough. ".repeat(30));
    }

    static VerdictRow verdict(long at, String summary) {
        return new VerdictRow(
                at,
                at + 4_000_000,
                44_000_000,
                3,
                "FRAGMENTATION",
                true,
                "HIGH",
                summary,
                "vm.compact_memory: try echo 1\nvm.min_free_kbytes: try 180224",
                "that events coincide doesn't make one the cause of the other",
                5,
                128 << 10,
                "kworker/u448:1",
                "i40e",
                5_000_000_000L,
                "G1 Young Generation",
                "G1 Evacuation Pause",
                41_000_000L,
                -300_000_000L,
                27_000_000L,
                90L << 20,
                30L << 20,
                "Node 0 Normal 806 MiB free",
                "BYSTANDER",
                "the task is none of this JVM's threads",
                null,
                0L,
                .93,
                "before: 2 free",
                "after: 9 free",
                12_000_000_000L,
                "KERNEL_LOG",
                "60 failures in 2 hours, and they come more often.",
                "RISING");
    }
}
