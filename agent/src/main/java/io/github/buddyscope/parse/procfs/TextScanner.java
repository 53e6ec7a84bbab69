// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import java.nio.charset.StandardCharsets;

/** Walks over a text in bytes line by line and within a line token by token, without making a string of each. */
final class TextScanner {
    /** Not a number in decimal digits. */
    static final long MALFORMED = -1;
    /** Digits, but beyond a signed long: an unsigned counter that wrapped below zero, usually. */
    static final long OVERFLOW = -2;

    private static final int EXCERPT = 40;
    /** Below it another digit never overflows. */
    private static final long MAX_BEFORE_DIGIT = (Long.MAX_VALUE - 9) / 10;

    private final byte[] text;
    private final int length;
    private int lineNumber;
    private int lineStart;
    private int lineEnd = -1;
    private int position;
    private int digitsBegin;
    private int digitsEnd;

    TextScanner(byte[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Goes to the next line that isn't blank. */
    boolean nextLine() {
        while (lineEnd + 1 < length) {
            lineStart = lineEnd + 1;
            int end = lineStart;
            while (end < length && text[end] != '\n') {
                end++;
            }
            lineEnd = end;
            lineNumber++;
            position = lineStart;
            skipBlanks();
            if (!atEnd()) {
                return true;
            }
        }
        return false;
    }

    /** Whether this line lacks its newline. */
    boolean cut() {
        return lineEnd == length;
    }

    /** From 1. */
    int lineNumber() {
        return lineNumber;
    }

    boolean atEnd() {
        return position == lineEnd;
    }

    private boolean atBlank() {
        return text[position] == ' ' || text[position] == '\t' || text[position] == '\r';
    }

    private boolean atTokenEnd() {
        return atEnd() || atBlank();
    }

    void skipBlanks() {
        while (position < lineEnd && atBlank()) {
            position++;
        }
    }

    /** Of what comes next, in a {@link WordTable}; -1 where that is too short for a word. */
    int bucket() {
        return lineEnd - position < 3 ? -1 : WordTable.bucket(text[position], text[position + 2]);
    }

    /** Goes past {@code ascii} where it comes next. */
    boolean accept(String ascii) {
        int size = ascii.length();
        if (lineEnd - position < size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (text[position + i] != ascii.charAt(i)) {
                return false;
            }
        }
        position += size;
        return true;
    }

    /** Goes past {@code ascii} where it comes next and a blank or the line's end follows; then past the blanks. */
    boolean acceptWord(String ascii) {
        int before = position;
        if (accept(ascii) && atTokenEnd()) {
            skipBlanks();
            return true;
        }
        position = before;
        return false;
    }

    /** Goes past this token and the blanks behind it. */
    void skipWord() {
        int at = position;
        // procfs itself has nothing but these in a word: one comparison a letter
        while (at < lineEnd && text[at] > ' ') {
            at++;
        }
        position = at;
        while (!atTokenEnd()) {
            position++;
        }
        skipBlanks();
    }

    /** Reads decimal digits as far as they go; {@link #MALFORMED} where there are none. */
    long digits() {
        int start = position;
        int at = start;
        long value = 0;
        while (at < lineEnd && text[at] >= '0' && text[at] <= '9') {
            int digit = text[at++] - '0';
            if (value < MAX_BEFORE_DIGIT) {
                value = value >= 0 ? value * 10 + digit : OVERFLOW;
            } else {
                value = value > (Long.MAX_VALUE - digit) / 10 ? OVERFLOW : value * 10 + digit;
            }
        }
        digitsBegin = start;
        digitsEnd = at;
        position = at;
        return at == start ? MALFORMED : value;
    }

    /** Where the digits began that were read last. */
    int digitsBegin() {
        return digitsBegin;
    }

    int digitsEnd() {
        return digitsEnd;
    }

    /** Where this line begins. */
    int lineStart() {
        return lineStart;
    }

    int lineEnd() {
        return lineEnd;
    }

    /** Where the word ended that was passed last. */
    int wordEnd() {
        int end = position;
        while (end > lineStart && text[end - 1] <= ' ') {
            end--;
        }
        return end;
    }

    /** Reads a token that is all digits, and the blanks behind it. */
    long number() {
        long value = digits();
        if (!atTokenEnd()) {
            return MALFORMED;
        }
        skipBlanks();
        return value;
    }

    /** Reads a token of letters, digits and underscores of at most {@code limit}; null where there is none such. */
    String name(int limit) {
        int start = position;
        while (position < lineEnd && isNamePart(text[position])) {
            position++;
        }
        int size = position - start;
        return size == 0 || size > limit || !atTokenEnd()
                ? null
                : new String(text, start, size, StandardCharsets.ISO_8859_1);
    }

    /** Whether the next byte is a printable one of ASCII, as all of procfs is. */
    boolean printable() {
        return !atEnd() && text[position] > ' ' && text[position] < 0x7f;
    }

    private static boolean isNamePart(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
    }

    /** The line's begin for a message: printable, short. */
    String excerpt() {
        int size = Math.min(lineEnd - lineStart, EXCERPT);
        StringBuilder excerpt = new StringBuilder(size + 3);
        for (int i = 0; i < size; i++) {
            byte b = text[lineStart + i];
            excerpt.append(b >= ' ' && b < 0x7f ? (char) b : '?');
        }
        return excerpt.append(lineEnd - lineStart > EXCERPT ? "..." : "").toString();
    }
}
