// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the first of several literals in bytes without looking at most of them. Of the groups of four bytes that begin at
 * every {@value #STRIDE}th byte, one lies within the first {@value #SHORTEST} bytes of any literal that is there, so only
 * those groups are looked at, and a table says whether a group is one that literals begin with.
 */
public final class LiteralSearch {
    /** Characters that each literal must have. */
    public static final int SHORTEST = 9;

    private static final int GROUP = 4;
    private static final int STRIDE = SHORTEST - GROUP + 1;
    private static final int TABLE_BITS = 15;

    private final byte[][] literals;
    /** Not 0 at the hashes of the groups. */
    private final byte[] table = new byte[1 << TABLE_BITS];
    /** A group above, below it which literal has it and where, sorted. */
    private final long[] places;

    /** @param literals ASCII, of at least {@value #SHORTEST} characters each */
    public LiteralSearch(List<String> literals) {
        this.literals = new byte[literals.size()][];
        places = new long[literals.size() * STRIDE];
        for (int i = 0; i < places.length; i++) {
            int which = i / STRIDE;
            int offset = i % STRIDE;
            if (offset == 0) {
                this.literals[which] = checked(literals.get(which));
            }
            int group = view(this.literals[which]).getInt(offset);
            table[hash(group)] = 1;
            places[i] = (long) group << 32 | (long) which << 8 | offset;
        }
        Arrays.sort(places);
    }

    private static byte[] checked(String literal) {
        if (literal.length() < SHORTEST) {
            throw new IllegalArgumentException("'" + literal + "' has fewer than " + SHORTEST + " characters");
        }
        return literal.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes as {@link #find} wants them. */
    public static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where a literal begins, -1 where there is none. Of several it is one before whose end no other has ended.
     *
     * @param bytes made by {@link #view}
     */
    public int find(ByteBuffer bytes, int from, int to) {
        byte[] groups = table;
        for (int i = from; i <= to - GROUP; i += STRIDE) { // a plain counted loop: the compiler makes the most of it
            if (groups[hash(bytes.getInt(i))] != 0) {
                int begin = begin(bytes, i, from, to);
                if (begin >= 0) {
                    return begin;
                }
            }
        }
        return -1;
    }

    private int begin(ByteBuffer bytes, int at, int from, int to) {
        int group = bytes.getInt(at);
        int place = Arrays.binarySearch(places, (long) group << 32);
        for (int i = place < 0 ? -place - 1 : place; i < places.length && places[i] >> 32 == group; i++) {
            int begin = at - (int) (places[i] & 0xff);
            byte[] wanted = literals[(int) places[i] >> 8];
            if (begin >= from && begin + wanted.length <= to && stands(bytes, begin, wanted)) {
                return begin;
            }
        }
        return -1;
    }

    private static boolean stands(ByteBuffer bytes, int begin, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.get(begin + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(int group) {
        return group * 0x9E3779B1 >>> 32 - TABLE_BITS;
    }
}
