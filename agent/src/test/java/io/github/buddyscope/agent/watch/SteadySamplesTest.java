// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.bench.SteadySamples;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SteadySamplesTest {
    @Test
    void samplesOfThisHostPublishedToMBeansMakeNoGarbage() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/zoneinfo")), "needs Linux");
        assumeTrue(
                Files.isReadable(Path.of("/proc/pressure/memory")), "a file that isn't there is looked for each time");
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
                "needs a JVM that counts what its threads allocate");

        long least = SteadySamples.bytes();
        for (int again = 0; again < 3 && least != 0; again++) {
            least = Math.min(least, SteadySamples.bytes());
        }

        // once, when the JVM takes compiled code back, such as that of Arrays.mismatch, it takes some hundred bytes
        // itself
        assertThat(least).isZero();
    }
}
