// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import java.util.Arrays;

/**
 * Where the numbers stand in a text that a parser has read whole, so that the next text of the same file need not be
 * parsed: its bytes are compared with the last one's, and what differs is digits where there were digits. Anything else that
 * differs is for the parser, and so is every line that it had to leave out. Numbers may become longer or shorter. For one
 * thread.
 */
public final class NumberPlaces {
    /** Fixed text: where it changes, the parser is asked. */
    static final int FIXED = -1;
    /** A number that nobody keeps. */
    public static final int IGNORED = -2;
    /** All numbers of so many digits fit into a long. */
    private static final int MOST_DIGITS = 18;

    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] key = new int[64];
    private byte[] digits = new byte[64];
    private int count;

    void clear() {
        count = 0;
    }

    /** A number that was kept. */
    void number(int begin, int end, int row, int column) {
        number(begin, end, row, column, MOST_DIGITS);
    }

    /** @param most digits up to which the parser has nothing to say against it */
    void number(int begin, int end, int row, int column, int most) {
        add(begin, end, key(row, column), most);
    }

    /** Text that has digits in it, none of which may change. */
    void fixed(int begin, int end) {
        add(begin, end, FIXED, 0);
    }

    private void add(int begin, int end, int its, int most) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            key = Arrays.copyOf(key, 2 * count);
            digits = Arrays.copyOf(digits, 2 * count);
        }
        from[count] = begin;
        to[count] = end;
        key[count] = its;
        digits[count++] = (byte) most;
    }

    private static int key(int row, int column) {
        return row << 8 | column;
    }

    /** Says where the numbers go, by what the parser tells of their rows and columns. */
    public interface Slots {
        /** Index in the array of numbers, or {@link #IGNORED}. */
        int slot(int row, int column);
    }

    /** Once after the parser: from then on the numbers go where {@code slots} says. */
    public void resolve(Slots slots) {
        for (int i = 0; i < count; i++) {
            if (key[i] != FIXED) {
                key[i] = slots.slot(key[i] >>> 8, key[i] & 0xff);
            }
        }
    }

    /**
     * Writes the numbers of the next text where they go.
     *
     * @param text that these are the places of
     * @param next to which they are moved
     * @return false where the parser has to be asked; the places are none any more then, and the numbers half written
     */
    public boolean follow(byte[] text, int length, byte[] next, int nextLength, long[] numbers) {
        int at = 0;
        int place = 0;
        int shift = 0;
        while (true) {
            int same = Arrays.mismatch(text, at, length, next, at + shift, nextLength);
            if (same < 0) {
                break;
            }
            int begin = same == 0 ? -1 : begin(text, at + same, length);
            if (begin < 0) {
                return false;
            }
            int digit = digit(text, begin, length);
            int end = end(text, digit, length);
            int nextDigit = digit(next, begin + shift, nextLength);
            int nextEnd = end(next, nextDigit, nextLength);
            int wide = nextEnd - nextDigit;
            if (end == digit || wide == 0 || wide > MOST_DIGITS) {
                return false;
            }
            place = moved(place, digit, shift);
            if (place < count && from[place] <= digit) {
                if (key[place] == FIXED || wide > digits[place]) {
                    return false;
                }
                if (key[place] >= 0) {
                    numbers[key[place]] = value(next, nextDigit, nextEnd);
                }
                from[place] = nextDigit;
                to[place++] = nextEnd;
            }
            at = end;
            shift = nextEnd - end;
        }
        if (shift != 0) {
            moved(place, Integer.MAX_VALUE, shift);
        }
        return true;
    }

    /** Where the number begins that differs here, or the blanks before it; -1 where that can't be one. */
    private static int begin(byte[] text, int at, int length) {
        int begin = at;
        while (begin > 0 && isDigit(text[begin - 1])) {
            begin--;
        }
        if (begin == 0 || begin == length) {
            return -1;
        }
        byte before = text[begin - 1];
        return before == ' ' || before == '=' || before == '.' ? begin : -1;
    }

    private static int digit(byte[] text, int from, int length) {
        int at = from;
        while (at < length && text[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int end(byte[] text, int from, int length) {
        int at = from;
        while (at < length && isDigit(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long value(byte[] text, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + text[at] - '0';
        }
        return value;
    }

    /** Goes to the first place that ends behind {@code digit}, and moves those before it. */
    private int moved(int place, int digit, int shift) {
        int at = place;
        while (at < count && to[at] <= digit) {
            from[at] += shift;
            to[at++] += shift;
        }
        return at;
    }
}
