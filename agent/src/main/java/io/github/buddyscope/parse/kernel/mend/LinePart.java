// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.dump.LowmemReserve;
import io.github.buddyscope.parse.kernel.dump.StackDump;
import io.github.buddyscope.parse.kernel.dump.StackHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.header.Suppression;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * The beginning of a line that may not be all of it, by what the kernel prints there, and how such a line goes on. A line
 * that is whole, or of no use to a report, is no part.
 */
enum LinePart {
    /** Only the prefix, where a mail client took the whole text to the next line. */
    EMPTY {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose && (HeaderForm.of(next) != null || Phrase.of(next) != null) ? next : null;
        }

        @Override
        boolean mayEndAt(String text) {
            return true;
        }
    },
    /** {@code java:}, {@code sh: page allocation}, {@code dd invoked}: the text that tells a failure begins on the next line. */
    TASK {
        @Override
        String joined(String text, String next, boolean loose) {
            return PartialHeader.withTask(text, next, loose);
        }
    },
    /** A header of a failure. */
    HEADER {
        @Override
        String joined(String text, String next, boolean loose) {
            return PartialHeader.joined(text, next, loose);
        }

        @Override
        boolean mayEndAt(String text) {
            return PartialHeader.mayEndAt(text);
        }
    },
    /** A line that ends in one way only: see {@link Phrase}. */
    PHRASE {
        @Override
        String joined(String text, String next, boolean loose) {
            return Phrase.joined(text, next, loose);
        }

        @Override
        boolean mayEndAt(String text) {
            return Phrase.mayEndAt(text);
        }
    },
    /** {@code Node 0}, {@code Node 0 Normal}, {@code Normal:}. */
    ZONE_NAME {
        @Override
        String joined(String text, String next, boolean loose) {
            return PartialZone.named(text, next);
        }
    },
    /** A node's or a zone's figures. */
    FIGURES {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose ? PartialZone.figures(text, next) : null;
        }

        @Override
        boolean mayEndAt(String text) {
            return true;
        }
    },
    /** Figures in pages, from the block before the zones. */
    COUNTERS {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose ? PartialZone.counters(text, next) : null;
        }

        @Override
        boolean mayEndAt(String text) {
            return true;
        }
    },
    /** {@code lowmem_reserve[]: 0 3845}. */
    RESERVE {
        @Override
        String joined(String text, String next, boolean loose) {
            return PartialZone.reserve(text, next);
        }

        @Override
        boolean mayEndAt(String text) {
            return LowmemReserve.parse(text) != null;
        }
    },
    /** A buddy list without its total. */
    BUDDY {
        @Override
        String joined(String text, String next, boolean loose) {
            return PartialBuddy.joined(text, next);
        }
    },
    /** {@code CPU: 2 PID: 10165 Comm: smartctl Tainted: P C}. */
    STACK_HEADER {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose ? PartialStack.more(text, next) : null;
        }
    },
    /** A machine's name without the date of its firmware. */
    HARDWARE {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose ? PartialStack.more(text, next) : null;
        }
    },
    /** A frame or a workqueue, behind which a module may be named. */
    FRAME {
        @Override
        String joined(String text, String next, boolean loose) {
            return loose ? PartialStack.frame(text, next) : null;
        }

        @Override
        boolean mayEndAt(String text) {
            return true;
        }
    };

    /** Null for a line that is whole, or of no use to a report. */
    static LinePart of(String text) {
        int at = Scan.blanks(text, 0);
        if (at == text.length()) {
            return EMPTY;
        }
        LinePart zone = PartialZone.part(text, at);
        if (zone != null) {
            return zone;
        }
        if (PartialBuddy.begins(text)) {
            return BUDDY;
        }
        LinePart stack = PartialStack.part(text, at);
        if (stack != null) {
            return stack;
        }
        if (PartialHeader.begins(text)) {
            return HEADER;
        }
        return Phrase.of(text) != null ? PHRASE : PartialHeader.isTask(text, at) ? TASK : null;
    }

    /**
     * The line with the next piece.
     *
     * @param loose nothing stood before the piece: it was torn off by a wrap, not printed as a piece
     * @return null where the piece doesn't continue the line
     */
    abstract String joined(String text, String next, boolean loose);

    /** Whether the line may be all of it, so that it is handed on joined if no further piece comes. */
    boolean mayEndAt(String text) {
        return false;
    }

    /** Whether a line has a beginning of its own, so that it continues none. */
    static boolean beginsAnew(String next) {
        return DumpLine.of(next) != null
                || StackDump.isPart(next)
                || StackHeader.parse(next) != null
                || HeaderForm.of(next) != null
                || next.contains(Suppression.LITERAL);
    }

    /** The two with a blank between, unless there is one. */
    static String spaced(String text, String next) {
        boolean blank = text.endsWith(" ") || next.startsWith(" ");
        return blank ? text + next : text + " " + next;
    }
}
