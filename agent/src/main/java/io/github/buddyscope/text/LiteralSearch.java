// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    /** Not 0 at the hashes of the groups. */
    private final byte[] table = new byte[1 << TABLE_BITS];
    /** By hash: 1 more than the first place of such a group, 0 where there is none. */
    private final short[] first = new short[1 << TABLE_BITS];
    /** By place: the group, the literal that has it, where, and 1 more than the next place of the same hash. */
    private final int[] group;

    private final byte[][] literal;
    private final byte[] offset;
    private final short[] next;

    /** @param literals ASCII, of at least {@value #SHORTEST} characters each */
    public LiteralSearch(List<String> literals) {
        int places = literals.size() * STRIDE;
        group = new int[places];
        literal = new byte[places][];
        offset = new byte[places];
        next = new short[places];
        for (int place = 0; place < places; place++) {
            offset[place] = (byte) (place % STRIDE);
            literal[place] = offset[place] > 0 ? literal[place - 1] : checked(literals.get(place / STRIDE));
            group[place] = view(literal[place]).getInt(offset[place]);
            int hash = hash(group[place]);
            next[place] = first[hash];
            first[hash] = (short) (place + 1);
            table[hash] = 1;
        }
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
     * Where a literal begins, -1 where there is none. Of several it is one that begins fewer than {@value #STRIDE} bytes behind
     * the first.
     *
     * @param bytes made by {@link #view}
     */
    public int find(ByteBuffer bytes, int from, int to) {
        for (int at = candidate(bytes, from, to); at >= 0; at = candidate(bytes, at + STRIDE, to)) {
            int begin = begin(bytes, at, from, to);
            if (begin >= 0) {
                return begin;
            }
        }
        return -1;
    }

    /** A counted loop with one way out, of which the compiler makes the most. */
    private int candidate(ByteBuffer bytes, int from, int to) {
        byte[] groups = table;
        for (int i = from; i <= to - GROUP; i += STRIDE) {
            if (groups[hash(bytes.getInt(i))] != 0) {
                return i;
            }
        }
        return -1;
    }

    private int begin(ByteBuffer bytes, int at, int from, int to) {
        int found = bytes.getInt(at);
        for (int place = first[hash(found)] - 1; place >= 0; place = next[place] - 1) {
            int begin = at - offset[place];
            if (group[place] == found
                    && begin >= from
                    && begin + literal[place].length <= to
                    && stands(bytes, begin, literal[place])) {
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
