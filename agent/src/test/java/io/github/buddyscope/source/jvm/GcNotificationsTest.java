// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GcNotificationsTest {
    @Test
    void theHeapIsThePoolsThatAreCollected() {
        Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());

        assertThat(GcNotifications.heapPools(ManagementFactory.getGarbageCollectorMXBeans()))
                .isEqualTo(heap)
                .isNotEmpty();
    }
}
