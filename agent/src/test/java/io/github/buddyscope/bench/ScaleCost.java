// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.procfs.HostSampler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a sample costs on hosts with many nodes and processors, whose procfs is made up: this process's share of it. What
 * the kernel itself takes to write such a zoneinfo isn't in it. Prints a table.
 */
public final class ScaleCost {
    private static final int[] NODES = {1, 4, 16};
    private static final int[] PROCESSORS = {8, 128, 1_024};
    /** As many until it's known what one takes. */
    private static final int SAMPLES = 8;

    private static final int ROUNDS = 7;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ScaleCost() {}

    /** @param arguments a directory for the files, in memory preferably */
    public static void main(String[] arguments) throws IOException {
        Path proc = Files.createTempDirectory(Path.of(arguments[0]), "procfs");
        measure(proc, 4, 128, false); // until it's compiled
        measure(proc, 16, 1_024, false);
        System.out.println(
                "| nodes | processors | zoneinfo, KiB | sample, ms | allocated, bytes | first sample, ms | kept, KiB"
                        + " | marks at most every |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int nodes : NODES) {
            for (int processors : PROCESSORS) {
                measure(proc, nodes, processors, true);
            }
        }
        for (String file : new String[] {"buddyinfo", "zoneinfo", "vmstat", "pressure/memory", "pressure", "."}) {
            Files.delete(proc.resolve(file).normalize());
        }
    }

    private static void measure(Path proc, int nodes, int processors, boolean print) throws IOException {
        LargeHost host = new LargeHost(nodes, processors, 11);
        double[] firsts = new double[ROUNDS];
        double[] steady = new double[ROUNDS];
        long bytes = 0;
        long kept = 0;
        String rest = "period";
        for (int round = 0; round < ROUNDS; round++) {
            long before = used();
            HostNumbers numbers = new HostNumbers();
            HostSampler sampler = new HostSampler(proc);
            // the first parses, the second finds its other buffer
            for (int sample = 0; sample < SAMPLES; sample++) {
                host.write(proc);
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long begin = THREADS.getCurrentThreadCpuTime();
                sampler.sample(numbers);
                double millis = (THREADS.getCurrentThreadCpuTime() - begin) / 1e6;
                bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
                firsts[round] = sample == 0 ? millis : firsts[round];
                steady[round] = millis;
            }
            kept = used() - before;
            for (SourceState state : sampler.states()) {
                int at = state.detail().indexOf(" every ");
                rest = at < 0
                        ? rest
                        : state.detail().substring(at + 7, state.detail().indexOf(" at most"));
            }
            sampler.close();
        }
        if (print) {
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %d | %.2f | %d | %.2f | %d | %s |%n",
                    nodes,
                    processors,
                    Files.size(proc.resolve("zoneinfo")) >> 10,
                    Figures.median(steady),
                    bytes,
                    Figures.median(firsts),
                    kept >> 10,
                    rest);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
