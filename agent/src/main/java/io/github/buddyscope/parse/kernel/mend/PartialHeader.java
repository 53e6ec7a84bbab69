// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * Pieces of a failure's header. 4.9 and 4.10 print {@code java: }, {@code page allocation failure: order:5} and the mode on
 * their own, 4.11 to 4.14 the nodes too; mail clients break it at any blank, terminals anywhere.
 */
final class PartialHeader {
    private static final String[] LITERALS = {
        "page allocation failure",
        "page allocation stalls",
        "vmalloc error:",
        "vmalloc: allocation failure",
        "vmemmap alloc failure"
    };

    private static final String[] WORDS = {
        "failure",
        "allocation",
        "stalls",
        "order:",
        "mode:",
        "nodemask=",
        "cpuset=",
        "mems_allowed=",
        "oom-killer:",
        "gfp_mask=",
        "oom_score_adj=",
        "suppressed"
    };

    /** What the kernel prints on its own, with its stamp. */
    private static final String[] PRINTED = {
        "page allocation ", ", mode:", "mode:", ", nodemask=", "(null)", ",cpuset=", ",mems_allowed="
    };

    private static final String MODE = ", mode:0x";
    private static final int MAX_TASK = 17;
    private static final int MAX_TASK_END = 19;
    private static final int LONGEST = 1024;
    private static final String FAILURE = ": page allocation failure: order:";
    private static final String INVOKED = " invoked";
    private static final String KILLER = "oom-killer: gfp_mask=";
    private static final String SWIOTLB = " swiotlb buffer is full";

    private PartialHeader() {}

    /** A header that more may be told of. */
    static boolean begins(String text) {
        return text.length() < LONGEST && literalAt(text) > 0 && !namesNodes(text);
    }

    private static int literalAt(String text) {
        for (String literal : LITERALS) {
            int at = text.indexOf(literal);
            if (at >= 2 && at <= MAX_TASK_END + 2 && text.startsWith(": ", at - 2)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the header is one that some release prints, to its end. */
    static boolean mayEndAt(String text) {
        int mode = text.indexOf(MODE);
        int hex = mode + MODE.length();
        int rest = Scan.hexDigits(text, hex);
        if (mode < 0 || rest == hex || literalAt(text) < 0) {
            return false;
        }
        if (text.startsWith("(", rest)) {
            int close = text.indexOf(')', rest);
            rest = close < 0 ? -1 : close + 1;
        }
        int end = Scan.trimmedEnd(text);
        if (rest < 0 || rest == end) {
            return rest >= 0;
        }
        if (!text.startsWith(", nodemask=", rest)) {
            return false;
        }
        int cpuset = text.indexOf(",cpuset=", rest);
        String mask = text.substring(rest + 11, cpuset < 0 ? end : cpuset);
        return (mask.equals("(null)") || Scan.isNodeList(mask)) && (cpuset < 0 || namesNodes(text));
    }

    private static boolean namesNodes(String text) {
        int mems = text.lastIndexOf(",mems_allowed=");
        return mems > 0 && Scan.isNodeList(text.substring(mems + 14, Math.max(mems + 14, Scan.trimmedEnd(text))));
    }

    static String joined(String text, String next, boolean loose) {
        if (next.isBlank() || text.length() + next.length() >= LONGEST) {
            return null;
        }
        boolean goesOn = loose ? goesOnBroken(text, next) : goesOnPrinted(text, next);
        return goesOn ? glued(text, next) : null;
    }

    /** Of a header that may be whole, only what is plainly more of it. */
    private static boolean goesOnBroken(String text, String next) {
        if (!mayEndAt(text)) {
            return !LinePart.beginsAnew(next);
        }
        int at = Scan.blanks(next, 0);
        int hex = Scan.hexDigits(next, at);
        boolean flags = next.startsWith("(", hex) && text.indexOf('(') < 0;
        return flags || next.startsWith(",", at);
    }

    private static boolean goesOnPrinted(String text, String next) {
        for (String printed : PRINTED) {
            if (next.startsWith(printed)) {
                return true;
            }
        }
        boolean value = next.startsWith("/") || Scan.isNodeList(next.strip());
        return text.endsWith("=") && value && Scan.word(next, 0) == Scan.trimmedEnd(next);
    }

    /** A line that is only a task's name, or ends within the words behind one. */
    static boolean isTask(String text, int at) {
        int end = Scan.trimmedEnd(text);
        if (end - at < 2 || end - at > MAX_TASK + 20) {
            return false;
        }
        boolean named = text.charAt(end - 1) == ':' && end - at <= MAX_TASK;
        return named
                || brokenAt(text) > 0
                || text.startsWith(INVOKED, end - INVOKED.length())
                || Scan.word(text, at) == end;
    }

    /** How much of the words before the order the line ends with; 0 for none. */
    private static int brokenAt(String text) {
        int from = text.indexOf(": p");
        int length = text.length() - from;
        return from > 0 && from <= MAX_TASK_END && length < FAILURE.length() && FAILURE.startsWith(text.substring(from))
                ? length
                : 0;
    }

    /** The header that begins with the piece, if it is one. */
    static String withTask(String text, String next, boolean loose) {
        int end = Scan.trimmedEnd(text);
        String task = text.substring(0, end);
        if (next.length() > LONGEST) {
            return null;
        }
        boolean header = task.endsWith(":") && printedBehindTask(next);
        if (loose && brokenAt(text) > 0 && next.startsWith(FAILURE.substring(brokenAt(text)))) {
            return text + next;
        }
        boolean broken = loose
                && (brokenAt(task) > 0
                                && next.startsWith(
                                        FAILURE.substring(brokenAt(task)).stripLeading())
                        || task.endsWith(": page allocation") && next.startsWith("stalls for ")
                        || task.endsWith(INVOKED) && next.startsWith(KILLER));
        int device = Scan.word(next, 0);
        boolean driver = loose
                && Scan.word(task, Scan.blanks(task, 0)) == end
                && device > 0
                && next.charAt(device - 1) == ':'
                && next.startsWith(SWIOTLB, device);
        return header || broken || driver ? task + " " + next : null;
    }

    private static boolean printedBehindTask(String next) {
        for (String literal : LITERALS) {
            if (next.startsWith(literal)) {
                return true;
            }
        }
        return false;
    }

    /** The two as the kernel prints them: with a blank where it has one, without where the break was within a word. */
    static String glued(String text, String next) {
        if (text.endsWith(" ") || next.startsWith(" ") || text.isEmpty()) {
            return text + next;
        }
        char last = text.charAt(text.length() - 1);
        char first = next.charAt(0);
        boolean open = text.lastIndexOf('(') > text.lastIndexOf(')') && text.indexOf("0x") > 0 && first != '(';
        boolean mark = ",)|".indexOf(first) >= 0 || "(|=".indexOf(last) >= 0;
        boolean key = literalAt(text) > 0 && (text.endsWith("order:") || text.endsWith("mode:"));
        boolean number = Scan.isDigit(first) && (Scan.isDigit(last) || key);
        boolean list = last == ',' && (next.startsWith("cpuset=") || next.startsWith("mems_allowed="));
        boolean mode = text.lastIndexOf("0x") > text.lastIndexOf(' ') && next.startsWith("(", Scan.hexDigits(next, 0));
        return open || mark || number || list || mode || withinWord(text, next) ? text + next : text + " " + next;
    }

    private static boolean withinWord(String text, String next) {
        for (String word : WORDS) {
            for (int cut = 1; cut < word.length(); cut++) {
                int from = text.length() - cut;
                if (from > 0
                        && text.startsWith(word.substring(0, cut), from)
                        && " ,".indexOf(text.charAt(from - 1)) >= 0
                        && next.startsWith(word.substring(cut))) {
                    return true;
                }
            }
        }
        return false;
    }
}
