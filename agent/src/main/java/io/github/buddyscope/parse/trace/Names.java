// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import io.github.buddyscope.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings for bytes that come again and again, such as task names and flags: one is made when they are new. Holds a
 * limited number; what falls on another's place takes it.
 */
final class Names {
    private static final int PLACES = 512; // a power of two
    private static final int LONGEST = 512;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] strings = new String[PLACES];

    /** The text, made fit to be seen; what is beyond the first {@value #LONGEST} bytes is left out. */
    String of(byte[] text, int from, int to) {
        int end = Math.min(to, from + LONGEST);
        int hash = 1;
        for (int i = from; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ hash >>> 15) & PLACES - 1;
        byte[] known = bytes[place];
        if (known == null || !equal(known, text, from, end)) {
            bytes[place] = Arrays.copyOfRange(text, from, end);
            strings[place] = SafeText.line(new String(text, from, end - from, StandardCharsets.UTF_8));
        }
        return strings[place];
    }

    private static boolean equal(byte[] known, byte[] text, int from, int to) {
        return Arrays.equals(known, 0, known.length, text, from, to);
    }
}
