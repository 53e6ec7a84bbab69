// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.List;

/**
 * Lines of a call trace, as the architectures print them: {@code dump_stack+0x57/0x80}, {@code ? f+0x5/0xf [xfs]},
 * {@code [<ffffffff81004935>] f+0x75/0x310}, {@code [c0002a3f] [c0000f2d] f+0x74/0xa8 (unreliable)},
 * {@code f from g+0x28/0x2c}, {@code [<c0411500>] (f [xfs]) from [<c040b66c>] (g+0x10/0x14)}; and as
 * {@code scripts/decode_stacktrace.sh} rewrites them, {@code ? f (fs/xfs/xfs_buf.c:384) xfs}.
 */
public final class CallTrace {
    /** Functions that a trace ends with; behind them comes no further frame of the same trace. */
    private static final String[] BOTTOMS = {
        "entry_",
        "system_call",
        "ret_from_",
        "ret_to_user",
        "ret_fast_syscall",
        "el0_",
        "el0t_",
        "syscall_common",
        "start_kernel",
        "start_secondary",
        "secondary_startup",
        "x86_64_start",
        "retint_user",
        "asm_exc_page_fault"
    };

    /** What every architecture passes through to handle an interrupt; only x86 and few others mark it in the trace. */
    private static final String[] INTERRUPTS = {
        "__do_softirq",
        "handle_softirqs",
        "do_softirq",
        "__softirqentry_text_start",
        "irq_exit",
        "__irq_exit_rcu",
        "handle_irq_event_percpu",
        "__handle_irq_event_percpu"
    };

    private static final String[] IDLE = {"rest_init", "cpu_startup_entry", "cpu_idle", "do_idle"};

    private CallTrace() {}

    /** Null where the line is no frame. */
    public static Frame frame(String line) {
        int end = Scan.trimmedEnd(line);
        int at = skipAddresses(line, behindMarker(line, Scan.blanks(line, 0)), end);
        if (at < 0) {
            return null;
        }
        boolean reliable = true;
        if (line.startsWith("? ", at)) {
            reliable = false;
            at = Scan.blanks(line, at + 1);
        }
        boolean bracketed = at < end && line.charAt(at) == '(';
        int name = bracketed ? at + 1 : at;
        int nameEnd = symbolEnd(line, name, end);
        if (nameEnd == name) {
            return null;
        }
        String function = line.substring(name, nameEnd);
        if (bracketed && line.startsWith(") from ", nameEnd) || line.startsWith(" from ", nameEnd)) {
            return new Frame(function, null, reliable);
        }
        if (function.startsWith("0x")) {
            boolean address = nameEnd == end && Scan.hexDigits(function, 2) == function.length() && nameEnd - name > 6;
            return address ? new Frame(function, null, reliable) : null;
        }
        if (bracketed && line.startsWith(" [", nameEnd)) {
            String module = module(line, nameEnd + 1, end);
            boolean from = module != null && line.startsWith("]) from ", nameEnd + 2 + module.length());
            return from ? new Frame(function, module, reliable) : null;
        }
        int size = line.startsWith("+0x", nameEnd) ? Scan.hexDigits(line, nameEnd + 3) : -1;
        if (size < 0 || !line.startsWith("/0x", size)) {
            return decoded(line, nameEnd, end, function, reliable);
        }
        int rest = Scan.blanks(line, Scan.hexDigits(line, size + 3));
        boolean unreliable = line.startsWith("(unreliable)", rest);
        return new Frame(function, module(line, rest, end), reliable && !unreliable);
    }

    /** {@code (mm/page_alloc.c:5279 mm/page_alloc.c:5550) xfs} behind a function; null for any other brackets. */
    private static Frame decoded(String line, int from, int end, String function, boolean reliable) {
        int close = line.startsWith(" (", from) ? line.indexOf(')', from) : -1;
        close = close > 0 && line.startsWith("))", close) ? close + 1 : close;
        int file = line.indexOf(':', from);
        boolean source = file > from + 4 && file < close && Scan.digits(line, file + 1) > file + 1;
        String extension = source ? line.substring(file - 2, file) : "";
        if (!extension.equals(".c") && !extension.equals(".h") && !extension.equals(".S")) {
            return null;
        }
        int module = Scan.blanks(line, close + 1);
        int moduleEnd = symbolEnd(line, module, end);
        return moduleEnd != end
                ? null
                : new Frame(function, module == end ? null : line.substring(module, end), reliable);
    }

    /** {@code <IRQ>}, {@code </TASK>}, {@code <EOI>} and their like. */
    static boolean isMarker(String line) {
        int at = Scan.blanks(line, 0);
        int end = Scan.trimmedEnd(line);
        return end - at >= 4 && end - at <= 14 && line.charAt(at) == '<' && line.charAt(end - 1) == '>';
    }

    static boolean entersInterrupt(String marker) {
        return marker.contains("<IRQ>") || marker.contains("<SOFTIRQ>") || marker.contains("<NMI>");
    }

    /** A frame behind a marker on the same line, as up to 4.8: {@code <IRQ>  [<ffffffff81123d2f>] ? warn_alloc+0x1/0x2}. */
    static boolean beginsInInterrupt(String line) {
        int at = Scan.blanks(line, 0);
        int end = behindMarker(line, at);
        return end > at && entersInterrupt(line.substring(at, end));
    }

    private static int behindMarker(String line, int at) {
        int close = line.startsWith("<", at) ? line.indexOf('>', at) : -1;
        return close < 0 || close > at + 10 ? at : Scan.blanks(line, close + 1);
    }

    static boolean isInterruptEntry(Frame frame) {
        for (String entry : INTERRUPTS) {
            if (frame.reliable() && frame.function().equals(entry)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the boot is under way in this trace: the task that becomes the idle task isn't idle yet. */
    static boolean isBoot(List<Frame> frames) {
        boolean start = false;
        for (Frame frame : frames) {
            start |= frame.function().equals("start_kernel");
            for (String idle : IDLE) {
                if (frame.function().equals(idle)) {
                    return false;
                }
            }
        }
        return start;
    }

    /** Whether a trace is over with this frame. */
    static boolean isBottom(Frame frame) {
        for (String bottom : BOTTOMS) {
            if (frame.function().startsWith(bottom)) {
                return true;
            }
        }
        return false;
    }

    /** Rows of stack words and registers: {@code 00000000000080d0 ffff881fd0fb38e8}, {@code RAX: ffda RBX: 08}. */
    static boolean isRaw(String line) {
        int at = Scan.blanks(line, 0);
        if (line.startsWith("RIP: ", at) || line.startsWith("RSP: ", at) || line.startsWith("Code: ", at)) {
            return true;
        }
        boolean register = line.length() > at + 5
                && line.charAt(at) == 'R'
                && line.charAt(at + 3) == ':'
                && line.charAt(at + 4) == ' ';
        if (register || line.startsWith("Stack", at)) {
            return true;
        }
        int word = Scan.hexDigits(line, at);
        int next = Scan.blanks(line, word);
        int second = Scan.hexDigits(line, next);
        boolean wide = word - at == 8 || word - at == 16;
        return wide && (word == line.length() || second - next == word - at);
    }

    private static int skipAddresses(String line, int from, int end) {
        int at = from;
        while (at < end && (line.charAt(at) == '[' || line.startsWith("([<", at))) {
            int close = line.indexOf(']', at);
            if (close < 0 || close > at + 24) {
                return -1;
            }
            at = Scan.blanks(line, close + 1);
        }
        return at;
    }

    private static int symbolEnd(String line, int from, int end) {
        int i = from;
        while (i < end) {
            char c = line.charAt(i);
            boolean symbol =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || Scan.isDigit(c) || c == '_' || c == '.' || c == '$';
            if (!symbol) {
                break;
            }
            i++;
        }
        return i;
    }

    /** {@code [xfs]}, since 5.14 perhaps with a build id: {@code [xfs 0f2e…]}. */
    private static String module(String line, int from, int end) {
        if (from >= end || line.charAt(from) != '[') {
            return null;
        }
        int close = line.indexOf(']', from);
        if (close < 0) {
            return null;
        }
        return line.substring(from + 1, Math.min(close, Scan.word(line, from)));
    }
}
