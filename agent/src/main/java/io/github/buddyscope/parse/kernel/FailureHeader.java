// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code java: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0}
 * in the forms of 2.6 to 7.1 (mm/page_alloc.c, {@code warn_alloc} and its ancestors). Only the literal is firm ground: the
 * task's name may hold {@code ": "}, the cpuset's name commas, so the latter is found from the right.
 *
 * @param task at most 15 bytes of anything
 */
record FailureHeader(String task, Request request) {
    private static final String LITERAL = "page allocation failure";
    private static final String ORDER = "order:";
    private static final String MODE = ", mode:0x";
    private static final String NODEMASK = ", nodemask=";
    private static final String CPUSET = ",cpuset=";
    private static final String MEMS_ALLOWED = ",mems_allowed=";
    private static final String MEMS_CUT = ",mems";
    private static final int MAX_ORDER = 63;
    private static final int MAX_FLAGS = 64;

    /** Null where the line isn't such a header, only speaks of one, or was cut before its mode. */
    static FailureHeader parse(String text) {
        int at = orderAt(text);
        if (at < 0) {
            return null;
        }
        int orderEnd = Scan.digits(text, at);
        int order = Scan.smallNumber(text, at, orderEnd, MAX_ORDER);
        if (order < 0 || !text.startsWith(MODE, orderEnd)) {
            return null;
        }
        int hexAt = orderEnd + MODE.length();
        int hexEnd = Scan.hexDigits(text, hexAt);
        int end = Scan.trimmedEnd(text);
        if (hexEnd == hexAt || hexEnd - hexAt > 16) {
            return null;
        }
        long mode = Long.parseUnsignedLong(text, hexAt, hexEnd, 16);
        int rest = hexEnd;
        List<String> flags = List.of();
        if (rest < end && text.charAt(rest) == '(') {
            int close = text.indexOf(')', rest);
            flags = close < 0 ? List.of() : flags(text, rest + 1, close);
            rest = close < 0 ? end : close + 1;
        }
        if (rest < end && text.charAt(rest) != ',') {
            return null;
        }
        return new FailureHeader(
                HeaderForm.PAGE_ALLOC_FAILURE.task(text),
                withNodes(order, mode, flags, text.substring(rest, Math.max(rest, end))));
    }

    /** A header that ends before its mode, as a mail client or a {@code pr_cont} of 4.9 breaks it. */
    static boolean endsBeforeMode(String text) {
        int at = orderAt(text);
        if (at < 0) {
            return false;
        }
        int end = Scan.trimmedEnd(text);
        int digits = Scan.digits(text, at);
        return digits > at && (digits == end || digits == end - 1 && text.charAt(digits) == ',');
    }

    /**
     * The header with the piece that a line of its own brought; the header itself where the piece doesn't continue it.
     */
    static String joined(String header, String piece) {
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

    /** Where the order's digits begin, or -1. */
    private static int orderAt(String text) {
        int at = text.indexOf(LITERAL);
        if (at < 2 || text.charAt(at - 1) != ' ' || text.charAt(at - 2) != ':') {
            return -1;
        }
        int after = at + LITERAL.length();
        boolean punctuated = text.startsWith(": ", after) || text.startsWith(". ", after);
        return punctuated && text.startsWith(ORDER, after + 2) ? after + 2 + ORDER.length() : -1;
    }

    /** Empty where one of them is unreadable: then the bits are the better evidence. */
    private static List<String> flags(String text, int from, int to) {
        List<String> flags = new ArrayList<>();
        for (int i = from; i < to; ) {
            int bar = text.indexOf('|', i);
            int end = bar < 0 || bar > to ? to : bar;
            if (end == i || flags.size() == MAX_FLAGS || !isName(text, i, end)) {
                return List.of();
            }
            flags.add(text.substring(i, end));
            i = end + 1;
        }
        return flags;
    }

    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || Scan.isDigit(c) || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static Request withNodes(int order, long mode, List<String> flags, String rest) {
        String nodemask = null;
        String cpuset = null;
        String memsAllowed = null;
        if (rest.startsWith(NODEMASK)) {
            int cpusetAt = rest.indexOf(CPUSET);
            String mask = rest.substring(NODEMASK.length(), cpusetAt < 0 ? rest.length() : cpusetAt);
            nodemask = mask.equals("(null)") || Scan.isNodeList(mask) ? mask : null;
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
        return new Request(order, mode, flags, nodemask, cpuset, memsAllowed);
    }
}
