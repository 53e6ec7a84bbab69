// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

/** Reads a line of fixed words and numbers from the left. Once something isn't there as expected, nothing more is. */
public final class Cursor {
    private final String text;
    private int at;
    private boolean failed;

    /** Begins at {@code at}; has failed already where that is negative. */
    public Cursor(String text, int at) {
        this.text = text;
        this.at = at;
        this.failed = at < 0;
    }

    /** Steps over the words; not at all where they aren't there, which is no mistake yet. */
    public boolean skip(String words) {
        boolean there = !failed && text.startsWith(words, at);
        at += there ? words.length() : 0;
        return there;
    }

    /** Steps over words that must be there. */
    public Cursor expect(String words) {
        failed |= !skip(words);
        return this;
    }

    /** Steps over blanks and tabs, if any. */
    public Cursor blanks() {
        at = failed ? at : Scan.blanks(text, at);
        return this;
    }

    /** A number from 0 to {@code max}. */
    public long number(long max) {
        int end = failed ? at : Scan.digits(text, at);
        long value = Scan.number(text, at, end);
        failed |= value < 0 || value > max;
        at = end;
        return failed ? -1 : value;
    }

    /** A number from 0 up. */
    public long number() {
        return number(Long.MAX_VALUE);
    }

    /** A number that may be negative, as the kernel prints an {@code int}. */
    public int signed() {
        boolean negative = skip("-");
        int value = (int) number(Integer.MAX_VALUE);
        return negative ? -value : value;
    }

    /** GFP bits with or without names; null where none are there. */
    public GfpMask gfp() {
        GfpMask mask = failed ? null : GfpMask.parse(text, at);
        failed |= mask == null;
        at = mask == null ? at : mask.end();
        return mask;
    }

    /** What stands before the words, and steps over both; null where the words don't come. */
    public String upTo(String words) {
        int end = failed ? -1 : text.indexOf(words, at);
        failed |= end < 0;
        if (failed) {
            return null;
        }
        String before = text.substring(at, end);
        at = end + words.length();
        return before;
    }

    /** Whether nothing but blanks is left. */
    public boolean atEnd() {
        return !failed && Scan.blanks(text, at) == text.length();
    }

    /** Whether something wasn't there as expected. */
    public boolean failed() {
        return failed;
    }

    /** Where the next step begins. */
    public int position() {
        return at;
    }

    /** What is left, without blanks at its end. */
    public String rest() {
        return failed ? "" : text.substring(at, Math.max(at, Scan.trimmedEnd(text)));
    }
}
