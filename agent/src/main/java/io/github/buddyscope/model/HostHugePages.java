// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.Map;

/**
 * The host's settings of transparent huge pages (Documentation/admin-guide/mm/transhuge.rst): the choice in force of each.
 * Null where this kernel doesn't have it or it can't be read.
 *
 * @param enabled {@code enabled} for private memory: {@code always}, {@code madvise}, {@code never}
 * @param defrag {@code defrag}: whether a page fault reclaims and compacts for a huge page
 * @param shmemEnabled {@code shmem_enabled} for shared memory, where ZGC has its heap
 * @param khugepagedDefrag {@code khugepaged/defrag}, 1 where khugepaged reclaims and compacts
 * @param pmdBytes {@code hpage_pmd_size}, the huge page's size, 2 MiB on x86
 * @param enabledByKb {@code hugepages-<size>kB/enabled} by size (6.8 and later), {@code inherit} for the choice above;
 *     empty before
 */
public record HostHugePages(
        String enabled,
        String defrag,
        String shmemEnabled,
        Long khugepagedDefrag,
        Long pmdBytes,
        Map<Integer, String> enabledByKb) {
    private static final String INHERIT = "inherit";

    public HostHugePages {
        enabledByKb = Map.copyOf(enabledByKb);
    }

    /** The choice in force for private huge pages of the largest size; null where not known. */
    public String pmdEnabled() {
        String own = pmdBytes == null ? null : enabledByKb.get((int) (pmdBytes / 1024));
        return own == null || own.equals(INHERIT) ? enabled : own;
    }
}
