// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * Lines that the kernel ends in one way only, so that what is broken can be told from what is whole. Pieces are joined only
 * if the line then ends so.
 */
enum Phrase {
    //                begins                             | ends with      | and what follows that
    OOM_INVOKED(" invoked oom-killer:", "oom_score_adj=", Ending.NUMBER),
    OOM_SUMMARY("oom-kill:constraint=", ",uid=", Ending.NUMBER),
    OOM_KILLED("emory: Kill", "oom_score_adj:", Ending.NUMBER),
    CGROUP_USAGE("memory: usage", "failcnt ", Ending.NUMBER),
    CPUSET(" cpuset=", " mems_allowed=", Ending.NUMBER),
    SLUB("SLUB: Unable to allocate memory on", "gfp=0x", Ending.PARENTHESIS),
    SLAB("SLAB: Unable to allocate memory on", "gfp=0x", Ending.PARENTHESIS),
    SLAB_CACHE("  cache:", "min order: ", Ending.NUMBER),
    SWIOTLB("swiotlb buffer is full", "bytes)", Ending.PARENTHESIS),
    CMA("cma_alloc:", " ret: ", Ending.NUMBER),
    SUPPRESSED(" callbacks", " callbacks suppressed", Ending.NOTHING);

    private enum Ending {
        NUMBER,
        PARENTHESIS,
        NOTHING
    }

    private static final int MAX_BEGIN = 64;
    private static final int LONGEST = 1024;
    private static final Phrase[] ALL = values();

    private final String begin;
    private final String end;
    private final Ending ending;

    Phrase(String begin, String end, Ending ending) {
        this.begin = begin;
        this.end = end;
        this.ending = ending;
    }

    /** The phrase that the line begins and doesn't end; null where there is none. */
    static Phrase of(String text) {
        if (text.length() >= LONGEST) {
            return null;
        }
        for (Phrase phrase : ALL) {
            int at = text.indexOf(phrase.begin);
            if (at >= 0 && at <= MAX_BEGIN) {
                return phrase.ended(text) ? null : phrase;
            }
        }
        return null;
    }

    static String joined(String text, String next, boolean loose) {
        if (next.isBlank() || text.length() + next.length() >= LONGEST) {
            return null;
        }
        boolean printed = text.endsWith("=")
                || next.startsWith(",")
                || next.startsWith("(null)")
                || next.startsWith(" mems_allowed=");
        if (loose ? LinePart.beginsAnew(next) : !printed) {
            return null;
        }
        if (text.startsWith(OOM_SUMMARY.begin)) {
            return text + next.stripLeading();
        }
        // who breaks a line by hand indents the rest
        return PartialHeader.glued(text, next.startsWith("  ") ? " " + next.stripLeading() : next);
    }

    private boolean ended(String text) {
        int last = Scan.trimmedEnd(text);
        int from = text.lastIndexOf(end);
        int tail = from + end.length();
        boolean ends = from >= 0
                && switch (ending) {
                    case NUMBER -> tail < last && isNumber(text, tail, last);
                    case PARENTHESIS -> text.charAt(last - 1) == ')';
                    case NOTHING -> true;
                };
        return ends || endedLongAgo(text, last);
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Scan.isDigit(text.charAt(i)) && ",-".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.charAt(to - 1) != ',';
    }

    private boolean endedLongAgo(String text, int last) {
        if (this == OOM_INVOKED) {
            int adjustment = text.lastIndexOf("oom_adj=");
            return adjustment > 0 && adjustment + 8 < last && isNumber(text, adjustment + 8, last);
        }
        return this == OOM_KILLED
                && (text.startsWith(" or a child", last - 11) || text.startsWith("sacrifice child", last - 15));
    }

    /** A kill's line ends behind the victim's memory up to 5.2, behind its user on some; newer ones go on. */
    static boolean mayEndAt(String text) {
        int last = Scan.trimmedEnd(text);
        int word = text.lastIndexOf(' ', last - 1) + 1;
        boolean memory = text.indexOf("rss:", word) > 0 && text.startsWith("kB", last - 2);
        boolean user = text.startsWith("UID:", word) && word + 4 < last && isNumber(text, word + 4, last);
        return of(text) == OOM_KILLED && (memory || user);
    }
}
