// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** What the agent's threads and the JVM's compilers use of all processors in some turns, by the kernel's own account of each thread. */
final class FloodCpu {
    private static final String AGENT = "buddyscope.*";
    private static final String COMPILERS = "C[12] CompilerThre.*";

    private long nanos;
    private long agent;
    private long compilers;

    /** A turn begins. */
    void begin() throws IOException {
        nanos -= System.nanoTime();
        agent -= used(AGENT);
        compilers -= used(COMPILERS);
    }

    /** The turn is over. */
    void end() throws IOException {
        nanos += System.nanoTime();
        agent += used(AGENT);
        compilers += used(COMPILERS);
    }

    /** Shares of all that the processors could do in those turns. */
    @Override
    public String toString() {
        double all = nanos * Runtime.getRuntime().availableProcessors() / 100.0;
        return String.format(
                Locale.ROOT,
                "the agent's threads took %.2f %% of all processors, the JVM's compilers %.2f %%",
                agent / all,
                compilers / all);
    }

    private static long used(String names) throws IOException {
        long sum = 0;
        for (File task : new File("/proc/self/task").listFiles()) {
            try {
                if (Files.readString(task.toPath().resolve("comm")).trim().matches(names)) {
                    String stat = Files.readString(task.toPath().resolve("schedstat"));
                    sum += Long.parseLong(stat.substring(0, stat.indexOf(' ')));
                }
            } catch (IOException gone) {
                continue;
            }
        }
        return sum;
    }
}
