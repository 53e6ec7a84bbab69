// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.HostHugePages;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the settings below {@code /sys/kernel/mm/transparent_hugepage}: the host's in every container. */
public final class HugePagesReader {
    private static final String BY_SIZE = "hugepages-";
    private static final int MOST_SIZES = 64;

    private final Path settings;

    /** @param sys where sysfs is mounted, {@code /sys} */
    public HugePagesReader(Path sys) {
        settings = sys.resolve("kernel/mm/transparent_hugepage");
    }

    /** The settings now. What is missing or unreadable is null. */
    public HostHugePages read() {
        return new HostHugePages(
                SmallFile.choice(settings.resolve("enabled")),
                SmallFile.choice(settings.resolve("defrag")),
                SmallFile.choice(settings.resolve("shmem_enabled")),
                SmallFile.number(settings.resolve("khugepaged/defrag")),
                SmallFile.number(settings.resolve("hpage_pmd_size")),
                bySize());
    }

    private Map<Integer, String> bySize() {
        Map<Integer, String> choices = new HashMap<>();
        String[] names = settings.toFile().list();
        for (int i = 0; names != null && i < names.length && choices.size() < MOST_SIZES; i++) {
            if (names[i].startsWith(BY_SIZE) && names[i].endsWith("kB")) {
                Long kb = SmallFile.number(names[i].substring(BY_SIZE.length(), names[i].length() - 2));
                String choice = SmallFile.choice(settings.resolve(names[i]).resolve("enabled"));
                if (kb != null && kb <= Integer.MAX_VALUE && choice != null) {
                    choices.put(kb.intValue(), choice);
                }
            }
        }
        return choices;
    }
}
