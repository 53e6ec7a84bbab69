// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.source.procfs.SmallFile;
import java.nio.file.Path;

/** Reads this JVM's flags in force; neither starts anything nor loads what logs. */
public final class HugePageFlags {
    private static final String ALLOWED = "THP_enabled:";
    private static final int LONGEST_STATUS = 1 << 20; // a process may have 65,536 groups

    private HugePageFlags() {}

    /** What is known now. Flags don't change, the kernel's leave may. */
    public static JvmHugePages read(PlatformBeans beans) {
        return new JvmHugePages(
                flag(beans, "UseTransparentHugePages"),
                flag(beans, "UseLargePages"),
                flag(beans, "AlwaysPreTouch"),
                flag(beans, "UseZGC"),
                allowed(Path.of("/proc/self/status")));
    }

    private static Boolean flag(PlatformBeans beans, String name) {
        try {
            HotSpotDiagnosticMXBean hotSpot = beans.hotSpot();
            return Boolean.valueOf(hotSpot.getVMOption(name).getValue());
        } catch (RuntimeException | LinkageError notOfThisJvm) {
            return null;
        }
    }

    static Boolean allowed(Path status) {
        String text = SmallFile.text(status, LONGEST_STATUS);
        int line = text == null ? -1 : ('\n' + text).indexOf('\n' + ALLOWED);
        if (line < 0) {
            return null;
        }
        int end = text.indexOf('\n', line);
        return text.substring(line + ALLOWED.length(), end < 0 ? text.length() : end)
                .strip()
                .equals("1");
    }
}
