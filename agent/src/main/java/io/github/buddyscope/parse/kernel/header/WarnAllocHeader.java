// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Stall;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.GfpMask;
import io.github.buddyscope.parse.kernel.line.NodeMask;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * {@code java: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0}
 * and its kin, in the forms of 2.6 to 7.1 (mm/page_alloc.c, {@code warn_alloc} and its ancestors). The cpuset's name may hold
 * commas, so it is found from the right.
 */
public final class WarnAllocHeader {
    private static final String ORDER = "order:";
    private static final String MODE = ", mode:";
    private static final String NODEMASK = ", nodemask=";
    private static final String CPUSET = ",cpuset=";
    private static final String MEMS_ALLOWED = ",mems_allowed=";
    private static final String MEMS_CUT = ",mems";
    private static final int MAX_ORDER = 63;

    private WarnAllocHeader() {}

    /** Null where the line isn't such a header, or was cut before its mode. */
    static FailureHeader parse(HeaderForm form, String text) {
        Cursor cursor = new Cursor(text, form.behind(text));
        Integer order = null;
        FailureDetail detail = null;
        switch (form) {
            case PAGE_ALLOC_FAILURE -> {
                if (!cursor.skip(": ")) {
                    cursor.expect(". ");
                }
                order = (int) cursor.expect(ORDER).number(MAX_ORDER);
            }
            case PAGE_ALLOC_STALL -> {
                detail = new Stall(cursor.number());
                order = (int) cursor.expect("ms, ").expect(ORDER).number(MAX_ORDER);
            }
            case VMEMMAP_FAILURE -> order = (int) cursor.number(MAX_ORDER);
            case VMALLOC_FAILURE -> detail = sizes(cursor);
            default -> {
                long bytes = cursor.number();
                cursor.expect(", ");
                int words = cursor.position();
                String reason = cursor.upTo(MODE);
                detail = new Vmalloc(bytes, null, reason);
                return withMode(
                        form, text, new Cursor(text, reason == null ? -1 : words + reason.length()), null, detail);
            }
        }
        return withMode(form, text, cursor, order, detail);
    }

    /** {@code vmalloc: allocation failure: 17178820608 bytes} as a line of its own; null for anything else. */
    static Vmalloc vmallocLine(String text) {
        Cursor cursor = new Cursor(text, HeaderForm.VMALLOC_LINE.behind(text));
        Vmalloc sizes = sizes(cursor);
        return cursor.atEnd() ? sizes : null;
    }

    /** A header that ends before its mode, as a mail client or a {@code pr_cont} of 4.9 breaks it. */
    public static boolean endsBeforeMode(String text) {
        Cursor cursor = new Cursor(text, HeaderForm.PAGE_ALLOC_FAILURE.behind(text));
        if (!cursor.skip(": ")) {
            cursor.expect(". ");
        }
        cursor.expect(ORDER).number(MAX_ORDER);
        cursor.skip(",");
        return cursor.atEnd();
    }

    /**
     * The header with the piece that a line of its own brought; the header itself where the piece doesn't continue it.
     */
    public static String joined(String header, String piece) {
        String start = header.substring(0, Scan.trimmedEnd(header));
        String next = piece.strip();
        if (start.endsWith(",")) {
            start = start.substring(0, start.length() - 1);
        } else if (!next.startsWith(",")) {
            return header;
        }
        int from = next.startsWith(",") ? Scan.blanks(next, 1) : 0;
        if (next.startsWith("cpuset=", from)) {
            return start + "," + next.substring(from);
        }
        return next.startsWith("mode:", from) || next.startsWith("nodemask=", from)
                ? start + ", " + next.substring(from)
                : header;
    }

    private static Vmalloc sizes(Cursor cursor) {
        Long allocated = null;
        if (cursor.skip(", allocated ")) {
            allocated = cursor.number();
            cursor.expect(" of ");
        } else {
            cursor.expect(": ");
        }
        long bytes = cursor.number();
        cursor.expect(" bytes");
        return new Vmalloc(bytes, allocated, null);
    }

    private static FailureHeader withMode(
            HeaderForm form, String text, Cursor cursor, Integer order, FailureDetail detail) {
        GfpMask mode = cursor.expect(MODE).gfp();
        int end = Scan.trimmedEnd(text);
        if (mode == null || mode.end() < end && text.charAt(mode.end()) != ',') {
            return null;
        }
        String rest = text.substring(mode.end(), Math.max(mode.end(), end));
        return new FailureHeader(form.kind(), form.subject(text), withNodes(order, mode, rest), detail);
    }

    private static Request withNodes(Integer order, GfpMask mode, String rest) {
        String nodemask = null;
        String cpuset = null;
        String memsAllowed = null;
        if (rest.startsWith(NODEMASK)) {
            int cpusetAt = rest.indexOf(CPUSET);
            nodemask = NodeMask.of(rest.substring(NODEMASK.length(), cpusetAt < 0 ? rest.length() : cpusetAt));
            int memsAt = rest.lastIndexOf(MEMS_ALLOWED);
            if (cpusetAt >= 0 && memsAt > cpusetAt) {
                cpuset = rest.substring(cpusetAt + CPUSET.length(), memsAt);
                String mems = rest.substring(memsAt + MEMS_ALLOWED.length());
                memsAllowed = Scan.isNodeList(mems) ? mems : null;
            } else if (cpusetAt >= 0) {
                int cut = rest.lastIndexOf(MEMS_CUT);
                cpuset = cut > cpusetAt ? rest.substring(cpusetAt + CPUSET.length(), cut) : null;
            }
        }
        return new Request(order, mode.bits(), mode.flags(), nodemask, cpuset, memsAllowed);
    }
}
