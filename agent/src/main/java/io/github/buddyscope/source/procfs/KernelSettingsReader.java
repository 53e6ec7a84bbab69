// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.KernelSettings;
import java.nio.file.Path;

/** Reads the settings below {@code /proc/sys/vm} and {@code /sys/kernel/mm/transparent_hugepage}. */
public final class KernelSettingsReader {
    private final Path vm;
    private final Path thp;

    /**
     * @param proc where the host's procfs is mounted
     * @param sys where sysfs is mounted, {@code /sys}; huge page settings are the host's in every container
     */
    public KernelSettingsReader(Path proc, Path sys) {
        vm = proc.resolve("sys/vm");
        thp = sys.resolve("kernel/mm/transparent_hugepage");
    }

    /** The settings now. What is missing or unreadable is null. */
    public KernelSettings read() {
        return new KernelSettings(
                number("min_free_kbytes"),
                number("watermark_scale_factor"),
                number("compaction_proactiveness"),
                number("extfrag_threshold"),
                number("watermark_boost_factor"),
                number("zone_reclaim_mode"),
                SmallFile.choice(thp.resolve("enabled")),
                SmallFile.choice(thp.resolve("defrag")));
    }

    private Long number(String name) {
        return SmallFile.number(vm.resolve(name));
    }
}
