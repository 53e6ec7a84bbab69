// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.diagnosis.cause.Confidence;
import java.util.List;

/**
 * Who asked for the memory, which need not be the task that the report names.
 *
 * @param origin driver or subsystem, e.g. {@code i40e}; null where the report doesn't tell
 * @param path in plain words what it was doing, e.g. {@code i40e, setting up receive buffers}; "" where not known
 * @param evidence what this was read from, most telling first: frames, the work item or the task's name
 * @param confidence how far the evidence carries the origin; {@link Confidence#LOW} where there is none
 * @param usually what usually asks for a block of this size, where the origin isn't known from the stack; else ""
 * @param fallback whether the caller can do without
 */
public record Asker(
        String origin,
        Actor actor,
        String path,
        List<String> evidence,
        Confidence confidence,
        String usually,
        Fallback fallback) {
    /** Of a report that says nothing. */
    public static final Asker UNKNOWN =
            new Asker(null, Actor.UNKNOWN, "", List.of(), Confidence.LOW, "", Fallback.UNKNOWN);

    public Asker {
        evidence = List.copyOf(evidence);
    }

    /** What the named task has to do with it. */
    public enum Actor {
        /** A process of a user's, in a system call or a page fault of its own. */
        USER_TASK,
        /** A thread of the kernel's. */
        KERNEL_THREAD,
        /** An interrupt, which merely borrowed the task that was running: the task is not the cause. */
        INTERRUPT,
        /** The report doesn't tell. */
        UNKNOWN
    }
}
