// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.List;

/**
 * {@code warn_alloc: 9 callbacks suppressed} (lib/ratelimit.c): reports that were swallowed before the next one. The name is
 * that of the function that was to print.
 *
 * <p>Not counted: {@code warn_alloc_show_mem}, which left out dumps of reports that were printed; {@code oom_kill_process},
 * whose kills are printed all the same and stand for themselves; {@code swiotlb_full}, which says a second time what
 * {@code swiotlb_tbl_map_single} said.
 *
 * @param limiter whose it is
 * @param reports above 0
 */
public record Suppression(Limiter limiter, int reports) {
    /** What every such line has in it. */
    public static final String LITERAL = " callbacks suppressed";

    /** Functions that share a limit, and the kinds that they report. */
    public enum Limiter {
        /** mm/page_alloc.c, {@code nopage_rs}: vmalloc, vmemmap and stalls share it. */
        WARN_ALLOC("warn_alloc", "warn_alloc_failed"),
        /** mm/slub.c and mm/slab.c. */
        SLAB("slab_out_of_memory"),
        /** mm/vmalloc.c. */
        VMAP("alloc_vmap_area"),
        /** mm/cma.c. */
        CMA("cma_alloc", "__cma_alloc"),
        /** kernel/dma/swiotlb.c. */
        SWIOTLB("swiotlb_tbl_map_single", "swiotlb_alloc_coherent", "swiotlb_alloc_buffer"),
        /**
         * kernel/printk.c, whose one limit all callers share: 2.6.32 names none, 2.6.33 to 2.6.38 the next that may print.
         * It counts whatever was swallowed, so it says something only right before a report.
         */
        ANY("__ratelimit", "__alloc_pages_slowpath");

        private final List<String> functions;

        Limiter(String... functions) {
            this.functions = List.of(functions);
        }

        /** Names that stand before the count. */
        public List<String> functions() {
            return functions;
        }

        /** Null for kinds whose reports aren't limited. */
        public static Limiter of(FailureKind kind) {
            return switch (kind) {
                case PAGE_ALLOC_FAILURE, PAGE_ALLOC_STALL, VMALLOC_FAILURE, VMEMMAP_FAILURE -> WARN_ALLOC;
                case SLAB_FAILURE -> SLAB;
                case VMAP_FAILURE -> VMAP;
                case CMA_FAILURE -> CMA;
                case SWIOTLB_FULL -> SWIOTLB;
                case OOM_KILL -> null;
            };
        }
    }

    private static final Limiter[] LIMITERS = Limiter.values();

    /** Null where the line says nothing of suppressed reports. */
    public static Suppression parse(String text) {
        if (!text.contains(LITERAL)) {
            return null;
        }
        int at = Scan.blanks(text, 0);
        for (Limiter limiter : LIMITERS) {
            for (String function : limiter.functions) {
                Cursor cursor = new Cursor(text, at);
                if (!cursor.skip(function) || !cursor.skip(": ")) {
                    continue;
                }
                int reports = (int) cursor.number(Integer.MAX_VALUE);
                return cursor.skip(LITERAL) && reports > 0 ? new Suppression(limiter, reports) : null;
            }
        }
        return null;
    }
}
