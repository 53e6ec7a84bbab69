// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;
import java.util.Map;

/**
 * What is known now of the host whose log is read, so that advice can start from its own settings. Null, or empty, for
 * what this kernel doesn't have or this process may not see.
 *
 * @param settings the memory settings, each null where not known
 * @param memoryKb memory that the kernel's allocator manages in kB: the sum of the zones' {@code managed}
 * @param mtus MTU in bytes by interface, of the network namespace that this process is in
 * @param cgroupLimitKb the smallest memory limit in kB on the way from this process's cgroup to the root; null where
 *     there is none too
 * @param lowmemReserveRatio {@code vm.lowmem_reserve_ratio}, one number a zone from the lowest; 0 keeps nothing
 * @param defragMode {@code vm.defrag_mode}, 0 or 1
 * @param highOrderAllocDisable {@code net.core.high_order_alloc_disable}, 0 or 1
 */
public record HostFacts(
        KernelSettings settings,
        Long memoryKb,
        Map<String, Integer> mtus,
        Long cgroupLimitKb,
        List<Long> lowmemReserveRatio,
        Long defragMode,
        Long highOrderAllocDisable) {
    /** Of a log from who knows where. */
    public static final HostFacts UNKNOWN = new HostFacts(
            new KernelSettings(null, null, null, null, null, null, null, null),
            null,
            Map.of(),
            null,
            List.of(),
            null,
            null);

    public HostFacts {
        mtus = Map.copyOf(mtus);
        lowmemReserveRatio = List.copyOf(lowmemReserveRatio);
    }
}
