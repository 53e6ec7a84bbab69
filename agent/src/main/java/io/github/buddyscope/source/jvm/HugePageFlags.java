// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.buddyscope.model.JvmHugePages;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads this JVM's flags in force; neither starts anything nor loads what logs. */
public final class HugePageFlags {
    private static final String ALLOWED = "THP_enabled:";

    private HugePageFlags() {}

    /** What is known now. Flags don't change, the kernel's leave may. */
    public static JvmHugePages read() {
        return new JvmHugePages(
                flag("UseTransparentHugePages"),
                flag("UseLargePages"),
                flag("AlwaysPreTouch"),
                flag("UseZGC"),
                allowed(Path.of("/proc/self/status")));
    }

    private static Boolean flag(String name) {
        try {
            HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Boolean.valueOf(hotSpot.getVMOption(name).getValue());
        } catch (RuntimeException | LinkageError notOfThisJvm) {
            return null;
        }
    }

    static Boolean allowed(Path status) {
        try {
            List<String> lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
            for (String line : lines) {
                if (line.startsWith(ALLOWED)) {
                    return line.substring(ALLOWED.length()).strip().equals("1");
                }
            }
            return null;
        } catch (IOException | SecurityException notThere) {
            return null;
        }
    }
}
