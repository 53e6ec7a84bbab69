// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Origin.Frame;

/**
 * Why a small request that could wait was let fail at all. Up to {@code PAGE_ALLOC_COSTLY_ORDER} (3) the allocator
 * reclaims until it succeeds, or has a process killed ({@code __alloc_pages_slowpath}, {@code __alloc_pages_may_oom} and
 * {@code should_reclaim_retry}, mm/page_alloc.c; before 4.7 {@code should_alloc_retry}). That one is reported shows that
 * it was an exception.
 */
final class GaveUp {
    private static final int COSTLY_ORDER = 3;
    private static final String[] SUSPEND = {"hibernat", "pm_suspend", "suspend_devices_and_enter", "dpm_", "swsusp_"};

    private GaveUp() {}

    /** One sentence; "" where nothing is exceptional, or it can't be told. */
    static String because(Attempt attempt) {
        GfpFlags flags = attempt.flags();
        boolean pages = attempt.report().kind() == FailureKind.PAGE_ALLOC_FAILURE;
        if (!pages
                || !flags.decoded()
                || !flags.mayWait()
                || Reclaimer.asked(attempt.report().origin())) {
            return "";
        }
        if (flags.has(GfpFlag.NORETRY)) {
            return "With __GFP_NORETRY it gave up after one round of that.";
        }
        if (flags.has(GfpFlag.RETRY_MAYFAIL)) {
            return "With __GFP_RETRY_MAYFAIL the kernel kills nobody for it: it fails once reclaim makes no progress.";
        }
        if (attempt.order() > COSTLY_ORDER) {
            return "Above order 3 (8 pages) the kernel kills nobody for it and doesn't try for ever.";
        }
        return attempt.orderPlausible() ? "A request of that size seldom fails: " + exception(attempt) : "";
    }

    private static String exception(Attempt attempt) {
        if (attempt.flags().has(GfpFlag.THISNODE)) {
            return "the kernel kills nobody for one that is bound to a node (__GFP_THISNODE).";
        }
        if (attempt.classZone().compareTo(ClassZone.NORMAL) < 0) {
            return "the kernel kills nobody for one that needs zone "
                    + attempt.classZone().printed() + ".";
        }
        for (Frame frame : attempt.report().origin().stack()) {
            if (!frame.reliable()) {
                continue;
            }
            if (frame.function().endsWith("_core_dump") || frame.function().equals("do_coredump")) {
                return "the task dumps its core, and for such a one the kernel kills nobody (PF_DUMPCORE).";
            }
            for (String suspend : SUSPEND) {
                if (frame.function().startsWith(suspend)) {
                    return "the machine is going to sleep or waking up, and meanwhile the OOM killer is off.";
                }
            }
        }
        return "the kernel would rather kill a process for it, unless the task is being killed itself, it dumps core, or the"
                + " OOM killer is off. Which it was, the report doesn't say.";
    }
}
