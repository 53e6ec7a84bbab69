// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import java.util.List;

/**
 * What to search a log for. A line that begins a report, or that must be seen before one (a count of suppressed reports, a
 * dump that isn't a failure's, a boot), has one of these literals in it; while nothing is being gathered, a line without any
 * of them changes nothing, but for the one right before a line that has one, which may be its first half. This is the one
 * list of them: the fast scan of large logs and {@link KernelLogParser} both use it.
 */
public final class Anchors {
    private static final List<String> LITERALS = List.of(
            "page allocation",
            "failure: order:",
            "vmalloc: allocation failure",
            "vmalloc error: size ",
            "vmalloc_node_range for size ",
            "vmemmap alloc failure",
            "vmap allocation for size ",
            "vmap allocation failed",
            "out of vmalloc space",
            " invoked oom-killer:",
            "oom-killer: gfp_mask=",
            "oom-kill:constraint=",
            "Killed process ",
            "Kill process ",
            "kill process ",
            "OOM victim ",
            "no killable processes",
            "Unable to allocate memory on ",
            "alloc failed, req-size: ",
            "swiotlb buffer is full",
            "Out of SW-IOMMU space for ",
            "coherent allocation failed for device ",
            "\"MESSAGE\":[",
            // the functions of Suppression: whole logs are full of other "callbacks suppressed"
            "warn_alloc:",
            "warn_alloc_failed:",
            "slab_out_of_memory:",
            "alloc_vmap_area:",
            "cma_alloc:",
            "swiotlb_tbl_map_single:",
            "swiotlb_alloc_coherent:",
            "swiotlb_alloc_buffer:",
            "__ratelimit:",
            "__alloc_pages_slowpath:",
            KernelLogParser.BOOT,
            "Mem-Info:",
            "Mem-info:",
            "Show Memory");

    private Anchors() {}

    /** At least nine ASCII characters each, which the fast scan needs; none holds another. */
    public static List<String> literals() {
        return LITERALS;
    }

    /** Whether one of the literals is in the raw line, whatever stands before the kernel's text. */
    public static boolean in(String line) {
        for (int i = 0; i < LITERALS.size(); i++) {
            if (line.contains(LITERALS.get(i))) {
                return true;
            }
        }
        return false;
    }
}
