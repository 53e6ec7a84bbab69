// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.model.Origin;

/**
 * Whether a task of real-time priority asked, which may go below the marks a bit ({@code rt_task} in
 * {@code gfp_to_alloc_flags}, mm/page_alloc.c). A report doesn't print priorities: only the threads that the kernel itself
 * gives one are known by their names.
 */
final class RealTime {
    private RealTime() {}

    /** Threads of interrupt handlers ({@code setup_irq_thread}) and the stopper threads. Not in interrupt context. */
    static boolean asked(Origin origin) {
        String task = origin.task() == null ? "" : origin.task();
        return !origin.interruptContext() && (task.startsWith("irq/") || task.startsWith("migration/"));
    }
}
