// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.HostFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Supplier;

/**
 * Reads what advice needs to know of this host. For when there was a failure, not for every sample: some twenty small
 * files.
 */
public final class HostFactsReader implements Supplier<HostFacts> {
    private static final int MOST_INTERFACES = 256;

    private final KernelSettingsReader settings;
    private final MemoryLimit limit;
    private final Path proc;
    private final Path sys;

    /**
     * @param proc where the host's procfs is mounted
     * @param sys where sysfs is mounted, {@code /sys}
     */
    public HostFactsReader(Path proc, Path sys) {
        settings = new KernelSettingsReader(proc, sys);
        limit = new MemoryLimit(Path.of("/proc/self/cgroup"), sys.resolve("fs/cgroup"));
        this.proc = proc;
        this.sys = sys;
    }

    /** The facts now. What is missing or unreadable is null or empty. */
    @Override
    public HostFacts get() {
        return new HostFacts(
                settings.read(),
                memoryKb(),
                mtus(),
                limit.kb(),
                ratios(),
                SmallFile.number(proc.resolve("sys/vm/defrag_mode")),
                SmallFile.number(proc.resolve("sys/net/core/high_order_alloc_disable")));
    }

    /** {@code MemTotal}: the pages that the allocator manages, which is the sum of the zones' {@code managed}. */
    private Long memoryKb() {
        String text = SmallFile.text(proc.resolve("meminfo"));
        if (text == null || !text.startsWith("MemTotal:")) {
            return null;
        }
        int end = text.indexOf(" kB");
        return end < 0
                ? null
                : SmallFile.number(text.substring("MemTotal:".length(), end).strip());
    }

    private Map<String, Integer> mtus() {
        Map<String, Integer> mtus = new HashMap<>();
        String[] names = sys.resolve("class/net").toFile().list();
        for (int i = 0; names != null && i < names.length && mtus.size() < MOST_INTERFACES; i++) {
            Long mtu =
                    SmallFile.number(sys.resolve("class/net").resolve(names[i]).resolve("mtu"));
            boolean loopback = names[i].equals("lo");
            if (mtu != null && mtu <= Integer.MAX_VALUE && !loopback) {
                mtus.put(names[i], mtu.intValue());
            }
        }
        return mtus;
    }

    private List<Long> ratios() {
        String text = SmallFile.text(proc.resolve("sys/vm/lowmem_reserve_ratio"));
        List<Long> ratios = new ArrayList<>();
        if (text == null || text.isEmpty()) {
            return ratios;
        }
        for (StringTokenizer words = new StringTokenizer(text, " \t"); words.hasMoreTokens(); ) {
            Long ratio = SmallFile.number(words.nextToken());
            if (ratio == null) {
                return List.of();
            }
            ratios.add(ratio);
        }
        return ratios;
    }
}
