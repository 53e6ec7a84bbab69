// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.text.Digits;
import java.util.Set;

/**
 * Whether the request came from a task that was reclaiming memory itself ({@code PF_MEMALLOC}): kswapd, or one in direct
 * reclaim. Such a request never waits for reclaim, whatever its flags, and ignores the marks unless it has
 * {@code __GFP_NOMEMALLOC} ({@code __gfp_pfmemalloc_flags} and {@code __alloc_pages_slowpath}, mm/page_alloc.c).
 */
public final class Reclaimer {
    /** All of their callers have set PF_MEMALLOC; shrink_slab's haven't, drop_caches is one. */
    private static final Set<String> RECLAIM = Set.of(
            "balance_pgdat",
            "try_to_free_pages",
            "do_try_to_free_pages",
            "try_to_free_mem_cgroup_pages",
            "__node_reclaim",
            "__zone_reclaim");

    private Reclaimer() {}

    /** False in interrupt context, which borrows the task and not its rights. */
    public static boolean asked(Origin origin) {
        if (origin.interruptContext()) {
            return false;
        }
        boolean reliable = false;
        for (Frame frame : origin.stack()) {
            reliable |= frame.reliable();
            if (frame.reliable() && RECLAIM.contains(frame.function())) {
                return true;
            }
        }
        return !reliable && isKswapd(origin.task());
    }

    /** {@code kswapd0}, one a node. Any task may take the name: a trace that is there decides. */
    static boolean isKswapd(String task) {
        int digits = "kswapd".length();
        return task != null
                && task.startsWith("kswapd")
                && task.length() > digits
                && task.length() <= digits + 4
                && Digits.only(task, digits, task.length());
    }
}
