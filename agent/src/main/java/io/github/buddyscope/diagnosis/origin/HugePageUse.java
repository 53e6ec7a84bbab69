// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;

/**
 * Whether this JVM's heap itself asks the kernel for huge pages, order 9 where pages are 4 KiB (mm/huge_memory.c,
 * {@code thp_vma_allowable_orders}; for the shared memory of ZGC mm/shmem.c). The kernel doesn't log where it can't give one.
 *
 * @param asks null where it can't be told
 * @param order of a huge page; -1 where not known
 * @param sentence the same in plain words
 */
public record HugePageUse(Boolean asks, int order, String sentence) {
    private static final String FLAG = "-XX:+UseTransparentHugePages";

    /** @param pageSize bytes */
    public static HugePageUse of(HostHugePages host, JvmHugePages jvm, long pageSize) {
        int order = order(host.pmdBytes(), pageSize);
        String pages = order < 0 ? "huge pages" : "order " + order;
        String not = "This JVM's heap doesn't ask for " + pages + ": ";
        if (Boolean.FALSE.equals(jvm.allowed())) {
            return new HugePageUse(false, order, not + "prctl has switched huge pages off for it.");
        }
        boolean shared = Boolean.TRUE.equals(jvm.sharedHeap());
        String setting = shared ? "shmem_enabled" : "enabled";
        String choice = shared ? host.shmemEnabled() : host.pmdEnabled();
        if (choice == null) {
            return new HugePageUse(
                    null, order, "Whether this JVM's heap asks for " + pages + " can't be told: no " + setting + ".");
        }
        if (Boolean.TRUE.equals(jvm.large()) && !Boolean.TRUE.equals(jvm.transparent())) {
            return new HugePageUse(
                    false, order, not + "-XX:+UseLargePages takes pages of hugetlbfs, which were set aside before.");
        }
        String words = "transparent_hugepage/" + setting + "=" + choice;
        return switch (choice) {
            case "always", "force", "within_size" ->
                new HugePageUse(
                        true,
                        order,
                        "THP " + setting + "=" + choice + ": any JVM's heap" + (shared ? " in shared memory" : "")
                                + " asks for " + pages + fault(host.defrag()) + ".");
            case "madvise", "advise" -> advised(jvm, order, pages, words, not, host.defrag());
            default -> new HugePageUse(false, order, not + words + ".");
        };
    }

    private static HugePageUse advised(
            JvmHugePages jvm, int order, String pages, String words, String not, String defrag) {
        if (jvm.transparent() == null) {
            return new HugePageUse(
                    null, order, "Whether this JVM's heap asks for " + pages + " can't be told: no " + FLAG + ".");
        }
        return jvm.transparent()
                ? new HugePageUse(
                        true,
                        order,
                        "This JVM asks for " + pages + " itself: " + FLAG + " and " + words + fault(defrag) + ".")
                : new HugePageUse(false, order, not + words + " and " + FLAG + " isn't set.");
    }

    /** What a fault does that finds no huge page (mm/huge_memory.c, {@code vma_thp_gfp_mask}). */
    private static String fault(String defrag) {
        if (defrag == null) {
            return "";
        }
        return switch (defrag) {
            case "always" -> ", and a fault waits for compaction (defrag=always)";
            case "madvise", "defer+madvise" ->
                ", and a fault waits for compaction where the memory was" + " offered by madvise (defrag=" + defrag
                        + ")";
            case "defer" -> ", compacted in the background (defrag=defer)";
            default -> ", taken only where one is free (defrag=" + defrag + ")";
        };
    }

    private static int order(Long bytes, long pageSize) {
        return bytes == null || pageSize <= 0 || bytes < pageSize
                ? -1
                : Long.numberOfTrailingZeros(Long.highestOneBit(bytes / pageSize));
    }
}
