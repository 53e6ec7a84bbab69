// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.dump.CallTrace;
import io.github.buddyscope.parse.kernel.dump.StackHeader;
import io.github.buddyscope.parse.kernel.line.Scan;

/** Pieces of the lines of a stack section, as wraps leave them; the kernel prints these in one go. */
final class PartialStack {
    private static final String HARDWARE = "Hardware name: ";
    private static final String WORKQUEUE = "Workqueue: ";
    private static final int LONGEST = 400;

    private PartialStack() {}

    /** Null where the line is none of these, or is whole. */
    static LinePart part(String text, int at) {
        if (text.length() > LONGEST) {
            return null;
        }
        if (text.startsWith("CPU: ", at) && text.contains("PID:") || text.startsWith("Pid: ", at)) {
            return numbered(text) ? null : LinePart.STACK_HEADER;
        }
        if (text.startsWith(HARDWARE, at)) {
            return dated(text) || endsWith(text, "(DT)") ? null : LinePart.HARDWARE;
        }
        if (text.startsWith(WORKQUEUE, at)) {
            return endsWith(text, "]") ? null : LinePart.FRAME;
        }
        boolean begun = text.startsWith("?", at) && Scan.trimmedEnd(text) == at + 1 || endsWithFrom(text);
        boolean frame = begun || CallTrace.frame(text) != null;
        return frame && !endsWith(text, "]") || arm(text) ? LinePart.FRAME : null;
    }

    /** Has the kernel's version and build number: {@code 5.13.0 #1}. */
    private static boolean numbered(String text) {
        StackHeader header = StackHeader.parse(text);
        int hash = text.lastIndexOf(" #");
        return header != null && header.kernel() != null && hash > 0 && Scan.digits(text, hash + 2) > hash + 2;
    }

    /** Any piece that isn't a line by itself: the line is handed on joined only if it then ends as the kernel ends it. */
    static String more(String text, String next) {
        if (text.length() + next.length() > LONGEST || next.isBlank() || LinePart.beginsAnew(next)) {
            return null;
        }
        return LinePart.spaced(text, next);
    }

    /** Ends with the firmware's date, {@code BIOS 2424 09/29/2021}, as dump_stack_set_arch_desc is given it. */
    private static boolean dated(String text) {
        int end = Scan.trimmedEnd(text);
        int date = end - 10;
        return text.contains("BIOS ")
                && date > 0
                && text.charAt(date - 1) == ' '
                && Scan.digits(text, date) == date + 2
                && text.charAt(date + 2) == '/'
                && Scan.digits(text, date + 3) == date + 5
                && text.charAt(date + 5) == '/'
                && Scan.digits(text, date + 6) == end;
    }

    /** A module in brackets, a mark, or on ARM the caller. */
    static String frame(String text, String next) {
        String piece = next.strip();
        if (text.length() + piece.length() > LONGEST || piece.isEmpty()) {
            return null;
        }
        int at = Scan.blanks(text, 0);
        boolean module = isModule(piece) || piece.equals("(unreliable)");
        boolean workqueue = text.startsWith(WORKQUEUE, at)
                && Scan.word(text, at + WORKQUEUE.length()) == Scan.trimmedEnd(text)
                && isFunction(piece);
        boolean unsure = text.strip().equals("?") && CallTrace.frame(piece) != null;
        boolean caller = arm(text) && piece.startsWith("(") && piece.endsWith(")");
        boolean from = endsWithFrom(text) && CallTrace.frame(piece) != null;
        return module && !arm(text) && !endsWithFrom(text) || workqueue || unsure || caller || from
                ? LinePart.spaced(text, piece)
                : null;
    }

    /** {@code [<c0411500>] (unwind_backtrace) from [<c040b66c>]} without its caller. */
    private static boolean arm(String text) {
        int from = text.lastIndexOf(" from [<");
        return from > 0 && Scan.word(text, from + 6) == Scan.trimmedEnd(text) && endsWith(text, "]");
    }

    private static boolean endsWith(String text, String end) {
        return text.startsWith(end, Scan.trimmedEnd(text) - end.length());
    }

    private static boolean endsWithFrom(String text) {
        return text.length() > 6 && endsWith(text, " from");
    }

    /** {@code [cifs]}, {@code [xfs 0f2e31]}. */
    private static boolean isModule(String text) {
        if (text.length() < 3 || text.charAt(0) != '[' || text.indexOf(']') != text.length() - 1) {
            return false;
        }
        int name = Scan.word(text, 1);
        boolean alone = name == text.length() || Scan.hexDigits(text, name + 1) == text.length() - 1;
        return alone && (Character.isLetter(text.charAt(1)) || text.charAt(1) == '_');
    }

    /** {@code vmstat_shepherd}, {@code i40e_service_task [i40e]}. */
    private static boolean isFunction(String text) {
        int end = Scan.word(text, 0);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || i > 0 && Scan.isDigit(c))) {
                return false;
            }
        }
        return end == text.length() || isModule(text.substring(Scan.blanks(text, end)));
    }
}
