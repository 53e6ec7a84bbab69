// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.KernelSettings;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the settings below {@code /proc/sys/vm} and {@code /sys/kernel/mm/transparent_hugepage}. */
public final class KernelSettingsReader {
    private static final int LIMIT = 256;

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
                choice("enabled"),
                choice("defrag"));
    }

    private Long number(String name) {
        String text = text(vm.resolve(name));
        if (text == null || text.isEmpty() || text.length() > 18) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Long.valueOf(text);
    }

    /** The word in brackets of {@code always [madvise] never}. */
    private String choice(String name) {
        String text = text(thp.resolve(name));
        int open = text == null ? -1 : text.indexOf('[');
        int close = open < 0 ? -1 : text.indexOf(']', open);
        return close <= open + 1 ? null : text.substring(open + 1, close);
    }

    private static String text(Path path) {
        File file = path.toFile();
        if (!file.isFile()) {
            return null;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(LIMIT), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
