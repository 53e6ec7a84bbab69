// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * One failure as the kernel reported it, gathered from the many lines of its report. What the log doesn't give is null
 * (or an empty list), never made up.
 *
 * @param header the line that says it failed
 * @param request null for kinds whose lines tell no GFP flags: VMAP_FAILURE, CMA_FAILURE, SWIOTLB_FULL
 * @param detail what its kind tells beyond that; null for kinds without
 * @param suppressed reports that the kernel says it swallowed before this one
 * @param occurrences 1, or more where the log daemon wrote "message repeated N times"
 * @param droppedLines lines of the report that were not kept because it was too long
 * @param text the report's lines as printed, joined by newlines, up to a limit
 */
public record FailureReport(
        FailureKind kind,
        KernelLine header,
        Request request,
        Origin origin,
        MemInfo memory,
        FailureDetail detail,
        int suppressed,
        int occurrences,
        int droppedLines,
        String text) {
    /** Without what the kernel swallowed before it: for who didn't watch that time. */
    public FailureReport withoutSuppressed() {
        return new FailureReport(kind, header, request, origin, memory, detail, 0, occurrences, droppedLines, text);
    }

    /** The order asked for, null where the report doesn't tell. */
    public Integer order() {
        return request == null ? null : request.order();
    }
}
