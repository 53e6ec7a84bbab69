// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.nio.ByteBuffer;

/** Newlines among bytes. */
public final class Newlines {
    private static final long ALL = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private Newlines() {}

    /** How many there are; eight bytes are looked at at a time. */
    public static int count(ByteBuffer bytes, int from, int to) {
        int others = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long differs = bytes.getLong(i) ^ ALL; // a byte of it is 0 where a newline stands
            others += Long.bitCount(((differs & LOW) + LOW | differs) & ~LOW);
        }
        int count = i - from - others;
        for (; i < to; i++) {
            count += bytes.get(i) == '\n' ? 1 : 0;
        }
        return count;
    }

    /** The first from {@code from} on, {@code to} where there is none. */
    public static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Where the line begins in which {@code at} is: behind the last newline before it, or at {@code from}. */
    public static int lineBegin(byte[] bytes, int from, int at) {
        int i = at;
        while (i > from && bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }
}
