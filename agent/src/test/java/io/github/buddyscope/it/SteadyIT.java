// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.bench.SteadySamples;
import io.github.buddyscope.it.service.OwnAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent costs while nothing happens. */
@ParameterizedClass
@MethodSource("jdks")
class SteadyIT {
    private static final Pattern ACCOUNTS = Pattern.compile("own ([0-9.]+) kernel ([0-9.]+) to ([0-9.]+)");

    private final Jdk jdk;

    SteadyIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void samplesPublishedToMBeansMakeNoGarbage() {
        assumeTrue(
                Files.isReadable(Path.of("/proc/pressure/memory")), "a file that isn't there is looked for each time");
        try (ForkedJvm jvm = ForkedJvm.of(jdk).classPath(ForkedJvm.AGENT).run(SteadySamples.class)) {
            jvm.awaitOut("samples");

            assertThat(jvm.out().strip()).isEqualTo("0 bytes in 200 samples");
        }
    }

    @Test
    void itsOwnAccountOfItsCpuIsTheKernels() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/schedstat")), "needs CONFIG_SCHED_INFO");
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).agent("period=100ms,kernel=none,trace=off").run(OwnAccount.class)) {
            Matcher accounts = jvm.awaitMatch(ACCOUNTS);

            double own = Double.parseDouble(accounts.group(1));
            double least = Double.parseDouble(accounts.group(2));
            double most = Double.parseDouble(accounts.group(3));
            assertThat(own).as(accounts.group()).isBetween(0.9 * least, 1.1 * most);
        }
    }
}
