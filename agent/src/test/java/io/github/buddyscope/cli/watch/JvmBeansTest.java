// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.JvmSample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class JvmBeansTest {
    @Test
    void readsThePlatformsBeansOfThisJvm() throws IOException {
        ByteBuffer kept = ByteBuffer.allocateDirect(1 << 20);

        JvmSample sample = new JvmBeans(ManagementFactory.getPlatformMBeanServer()).read();

        assertThat(sample.vm())
                .isEqualTo("Java "
                        + Runtime.version().version().stream()
                                .map(String::valueOf)
                                .reduce((a, b) -> a + "." + b)
                                .orElseThrow());
        assertThat(sample.uptimeMillis()).isPositive();
        assertThat(sample.heapUsed()).isPositive();
        assertThat(sample.collectors()).isNotEmpty().allMatch(gc -> gc.count() >= 0);
        assertThat(sample.direct().capacity()).isGreaterThanOrEqualTo(kept.capacity());
    }
}
