// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.Reclaimer;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;

/** Why a request may have failed though a zone could have served it on the printed numbers: what the report hints at. */
final class OtherReasons {
    private final Attempt attempt;
    private final ZoneVerdict able;
    private final List<String> reasons = new ArrayList<>();

    private OtherReasons(Attempt attempt, ZoneVerdict able) {
        this.attempt = attempt;
        this.able = able;
    }

    static String of(Attempt attempt, ZoneVerdict able) {
        return String.join("; ", new OtherReasons(attempt, able).find());
    }

    private List<String> find() {
        GfpFlags flags = attempt.flags();
        if (attempt.report().kind() == FailureKind.OOM_KILL) {
            reasons.add("a process that was exiting, or an earlier kill, gave its memory back meanwhile");
            return reasons;
        }
        if (vmallocOnly()) {
            reasons.add("vmalloc prints such a report too for a size that it can't map at all");
            return reasons;
        }
        if (flags.has(GfpFlag.NORETRY)) {
            reasons.add(
                    "with __GFP_NORETRY it gives up after one round of reclaim, and what that freed may be free only now");
        } else if (Reclaimer.asked(attempt.report().origin())) {
            reasons.add("a task that reclaims doesn't wait for others to free memory");
        } else if (flags.atomic()) {
            reasons.add("one that can't wait fails at once, and kswapd, which runs then, has freed some meanwhile");
        } else if (flags.decoded()) {
            reasons.add("it may have raced with others that took what was freed; a task being killed gives up early");
        }
        perCpu();
        return reasons;
    }

    /** Since 5.14 lists per CPU keep blocks up to order 3 and huge pages too ({@code pcp_allowed_order}, mm/page_alloc.c). */
    private void perCpu() {
        Long pcp = able.zone().freePcpKb();
        boolean kept =
                attempt.order() == 0 || attempt.order() <= 3 && attempt.kernel().maybeAtLeast(5, 14);
        if (kept && pcp != null && pcp > 0) {
            reasons.add("another " + Sizes.free(pcp) + " lay in lists of single CPUs, where others don't find it");
        }
    }

    /** vmalloc's own report: the page allocator isn't in the trace (mm/vmalloc.c, up to 4.8 with a header like any other). */
    private boolean vmallocOnly() {
        boolean vmalloc = false;
        for (Frame frame : attempt.report().origin().stack()) {
            if (frame.reliable() && frame.function().startsWith("__alloc_pages")) {
                return false;
            }
            vmalloc |= frame.reliable() && frame.function().startsWith("__vmalloc");
        }
        return vmalloc;
    }
}
