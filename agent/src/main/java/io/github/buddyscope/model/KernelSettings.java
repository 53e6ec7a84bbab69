// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * Settings that decide how the kernel finds large blocks (Documentation/admin-guide/sysctl/vm.rst and
 * admin-guide/mm/transhuge.rst). Null where this kernel doesn't have one or it can't be read.
 *
 * @param minFreeKbytes {@code vm.min_free_kbytes}: what the min watermarks of all zones add up to
 * @param watermarkScaleFactor {@code vm.watermark_scale_factor}, 1/10000 of a zone between its marks; since 4.6
 * @param compactionProactiveness {@code vm.compaction_proactiveness}, 0 to 100; since 5.9
 * @param extfragThreshold {@code vm.extfrag_threshold}, 0 to 1000
 * @param watermarkBoostFactor {@code vm.watermark_boost_factor}, 1/10000 of the high mark; since 5.0
 * @param zoneReclaimMode {@code vm.zone_reclaim_mode}, bits 1 on, 2 write, 4 swap; NUMA kernels only
 * @param thpEnabled the choice in force of {@code transparent_hugepage/enabled}, e.g. {@code madvise}
 * @param thpDefrag the choice in force of {@code transparent_hugepage/defrag}, e.g. {@code defer+madvise}
 */
public record KernelSettings(
        Long minFreeKbytes,
        Long watermarkScaleFactor,
        Long compactionProactiveness,
        Long extfragThreshold,
        Long watermarkBoostFactor,
        Long zoneReclaimMode,
        String thpEnabled,
        String thpDefrag) {}
