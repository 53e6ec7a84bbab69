// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.GfpMask;
import io.github.buddyscope.parse.kernel.line.NodeMask;

/**
 * {@code java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0} (mm/oom_kill.c,
 * {@code dump_header}): flags by name since 4.6, a nodemask from 4.9 to 4.20, {@code oom_adj} up to 3.5. The order is -1
 * where somebody called the killer by hand.
 */
final class OomHeader {
    private static final HeaderForm FORM = HeaderForm.OOM_INVOKED;
    private static final int MAX_ORDER = 63;

    private OomHeader() {}

    /** Null where the line only speaks of the killer. A line that was cut gives what is left of it. */
    static FailureHeader parse(String text) {
        Cursor cursor = new Cursor(text, FORM.behind(text)).blanks();
        if (cursor.atEnd()) {
            return header(text, null, null);
        }
        GfpMask gfp = cursor.expect("gfp_mask=").gfp();
        if (gfp == null) {
            return null;
        }
        String nodemask = null;
        if (cursor.skip(", nodemask=")) {
            int from = cursor.position();
            int comma = orderComma(text, from);
            nodemask = NodeMask.of(text.substring(from, comma).strip());
            cursor = new Cursor(text, comma);
        }
        Integer order = null;
        if (cursor.skip(",")) {
            cursor.blanks();
            order = cursor.skip("order=") ? (Integer) cursor.signed() : null;
        }
        boolean plausible = order != null && !cursor.failed() && order >= -1 && order <= MAX_ORDER;
        Request request = new Request(plausible ? order : null, gfp.bits(), gfp.flags(), nodemask, null, null);
        return header(text, request, adjustment(text, cursor.position()));
    }

    /** Where {@code , order=} begins: the nodes before it may hold commas. */
    private static int orderComma(String text, int from) {
        int order = text.indexOf("order=", from);
        int comma = order < 0 ? -1 : text.lastIndexOf(',', order);
        return comma < from ? text.length() : comma;
    }

    /** {@code oom_score_adj}, and where a kernel hasn't that, {@code oom_adj}. */
    private static Integer adjustment(String text, int from) {
        int score = text.indexOf(", oom_score_adj=", from);
        int at = score < 0 ? text.indexOf(", oom_adj=", from) : score;
        if (at < 0) {
            return null;
        }
        Cursor cursor = new Cursor(text, text.indexOf('=', at) + 1);
        int value = cursor.signed();
        return cursor.failed() ? null : (Integer) value;
    }

    private static FailureHeader header(String text, Request request, Integer adjustment) {
        OomKill detail = new OomKill(adjustment, null, null, null, null, null, null, null, null, false, false, 0);
        return new FailureHeader(FORM.kind(), FORM.subject(text), request, detail);
    }
}
