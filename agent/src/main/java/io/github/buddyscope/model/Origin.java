// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * Who was running when it failed. In interrupt context the task is merely the one that was interrupted.
 *
 * @param task the task's name, at most 15 bytes of anything
 * @param pid task id in the host's numbering, from the stack header; null where that line is missing
 * @param cpu processor, from the stack header; null where that line is missing
 * @param kernel version as printed, e.g. {@code 3.10.0-514.el7.x86_64}; null where not printed
 * @param tainted text after {@code Tainted:}, null where not tainted or not printed
 * @param hardware text after {@code Hardware name:}, null where not printed
 * @param workqueue text after {@code Workqueue:}, e.g. {@code i40e i40e_service_task [i40e]}, null where not printed
 * @param stack the call trace, innermost first; empty where cut
 * @param interruptContext the trace passes through {@code <IRQ>} or a softirq entry, or the task is the idle task
 */
public record Origin(
        String task,
        Integer pid,
        Integer cpu,
        String kernel,
        String tainted,
        String hardware,
        String workqueue,
        List<Frame> stack,
        boolean interruptContext) {
    public Origin {
        stack = List.copyOf(stack);
    }

    /**
     * One call of the trace.
     *
     * @param function without offset and module, e.g. {@code warn_alloc}
     * @param module in square brackets where printed, else null
     * @param reliable false for a frame that the unwinder merely found on the stack ({@code ? name})
     */
    public record Frame(String function, String module, boolean reliable) {}
}
