// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.text.Digits;
import java.util.BitSet;
import java.util.Set;

/** A list of node numbers as {@code %*pbl} prints it, e.g. {@code 0-1,3}. */
public final class NodeList {
    /** {@code MAX_NUMNODES} is at most 1024. */
    private static final int MOST_NODES = 1024;

    private static final String ALL = "0-1023";

    private static final int MOST_DIGITS = 5;

    private NodeList() {}

    /** The list names {@code node}; also true for no list, {@code (null)} and what isn't a list at all. */
    public static boolean allows(String list, int node) {
        if (!restricts(list)) {
            return true;
        }
        return node >= 0 && nodes(list).get(node);
    }

    private static BitSet nodes(String list) {
        BitSet nodes = new BitSet();
        for (int begin = 0; begin < list.length(); ) {
            int comma = list.indexOf(',', begin);
            int end = comma < 0 ? list.length() : comma;
            int dash = list.indexOf('-', begin);
            boolean range = dash >= 0 && dash < end;
            int from = number(list, begin, range ? dash : end);
            int to = range ? number(list, dash + 1, end) : from;
            if (to >= 0 && from <= to) {
                nodes.set(Math.max(0, from), to + 1);
            }
            begin = end + 1;
        }
        return nodes;
    }

    /** The list in words, e.g. "node 1" or "nodes 0-1,3"; {@code list} may be null. */
    public static String named(String list) {
        boolean one = list != null && Digits.only(list, 0, list.length());
        return (one ? "node " : "nodes ") + list;
    }

    /** The first node of the list that isn't among {@code nodes}; -1 where all are. */
    public static int firstMissing(String list, Set<Integer> nodes) {
        BitSet listed = nodes(restricts(list) ? list : ALL);
        for (int node = listed.nextSetBit(0); node >= 0 && node < MOST_NODES; node = listed.nextSetBit(node + 1)) {
            if (!nodes.contains(node)) {
                return node;
            }
        }
        return -1;
    }

    /** The text is a list of nodes. */
    public static boolean restricts(String list) {
        if (list == null || list.isEmpty() || list.length() > 200) {
            return false;
        }
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if ((c < '0' || c > '9') && c != '-' && c != ',') {
                return false;
            }
        }
        return true;
    }

    /** -1 for what is no number, or one that no node has. */
    private static int number(String list, int from, int to) {
        return from == to || to - from > MOST_DIGITS || !Digits.only(list, from, to)
                ? -1
                : Integer.parseInt(list, from, to, 10);
    }
}
