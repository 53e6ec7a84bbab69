// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the first of several literals in bytes and passes over most of them. Where every literal has at least {@code stride
 * + 3} bytes, one of the groups of four that begin at every {@code stride}-th byte lies within it, so only those are looked
 * at: whether a group is in any literal, a table tells.
 */
public final class LiteralSearch {
    private static final int GROUP = 4;
    /** A longer stride gains nothing. */
    private static final int MAX_STRIDE = 8;

    private static final int TABLE_BITS = 14;

    private final byte[][] literals;
    private final int stride;
    /** By hash of a group: 1 more than the index of the first place, 0 where there is none. */
    private final short[] table = new short[1 << TABLE_BITS];
    /** Places of groups in literals: the group, the literal, where in it, and the next place of the same hash. */
    private final int[] group;

    private final int[] literal;
    private final int[] offset;
    private final short[] next;

    /** @param literals ASCII, each of at least four characters; the search gets slow where one has fewer than nine */
    public LiteralSearch(List<String> literals) {
        this.literals = new byte[literals.size()][];
        int shortest = MAX_STRIDE + GROUP - 1;
        for (int i = 0; i < literals.size(); i++) {
            this.literals[i] = literals.get(i).getBytes(StandardCharsets.US_ASCII);
            shortest = Math.min(shortest, this.literals[i].length);
        }
        if (shortest < GROUP) {
            throw new IllegalArgumentException("a literal of fewer than " + GROUP + " characters");
        }
        stride = shortest - GROUP + 1;
        int places = literals.size() * stride;
        group = new int[places];
        literal = new int[places];
        offset = new int[places];
        next = new short[places];
        for (int place = 0; place < places; place++) {
            add(place, place / stride, place % stride);
        }
    }

    /** The last bytes of a literal are looked for: they differ more than the first. */
    private void add(int place, int which, int at) {
        ByteBuffer bytes = view(literals[which]);
        literal[place] = which;
        offset[place] = literals[which].length - (stride + GROUP - 1) + at;
        group[place] = bytes.getInt(offset[place]);
        int hash = hash(group[place]);
        next[place] = table[hash];
        table[hash] = (short) (place + 1);
    }

    /** The bytes as {@link #find} wants them. */
    public static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where a literal begins, -1 where there is none. With several it is one that no other lies wholly before.
     *
     * @param bytes made by {@link #view}
     */
    public int find(ByteBuffer bytes, int from, int to) {
        int last = to - GROUP;
        for (int i = from; i <= last; i += stride) {
            int found = bytes.getInt(i);
            int place = table[hash(found)];
            if (place != 0) {
                int begin = begin(bytes, i, found, place - 1, from, to);
                if (begin >= 0) {
                    return begin;
                }
            }
        }
        return -1;
    }

    private int begin(ByteBuffer bytes, int at, int found, int first, int from, int to) {
        for (int place = first; place >= 0; place = next[place] - 1) {
            if (group[place] == found) {
                int begin = at - offset[place];
                byte[] wanted = literals[literal[place]];
                if (begin >= from && begin + wanted.length <= to && stands(bytes, begin, wanted)) {
                    return begin;
                }
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
