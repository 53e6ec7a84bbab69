// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.text.Digits;
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
        for (int begin = 0; begin < list.length(); begin = end(list, begin) + 1) {
            if (node >= from(list, begin) && node <= to(list, begin)) {
                return true;
            }
        }
        return false;
    }

    /** The list in words, e.g. "node 1" or "nodes 0-1,3"; {@code list} may be null. */
    public static String named(String list) {
        boolean one = list != null && Digits.only(list, 0, list.length());
        return (one ? "node " : "nodes ") + list;
    }

    /** The first node of the list that isn't among {@code nodes}; -1 where all are. */
    public static int firstMissing(String list, Set<Integer> nodes) {
        String ranges = restricts(list) ? list : ALL;
        int first = MOST_NODES;
        for (int begin = 0; begin < ranges.length(); begin = end(ranges, begin) + 1) {
            first = Math.min(first, firstMissing(Math.max(0, from(ranges, begin)), to(ranges, begin), nodes));
        }
        return first == MOST_NODES ? -1 : first;
    }

    /** {@link #MOST_NODES} where all are. */
    private static int firstMissing(int from, int to, Set<Integer> nodes) {
        int node = from;
        while (node <= to && node < MOST_NODES && nodes.contains(node)) {
            node++;
        }
        return node <= to && node < MOST_NODES ? node : MOST_NODES;
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

    /** Where the range that begins there ends. */
    private static int end(String list, int begin) {
        int comma = list.indexOf(',', begin);
        return comma < 0 ? list.length() : comma;
    }

    /** The dash within that range; its end where there is none. */
    private static int dash(String list, int begin) {
        int dash = list.indexOf('-', begin);
        int end = end(list, begin);
        return dash < 0 || dash > end ? end : dash;
    }

    private static int from(String list, int begin) {
        return number(list, begin, dash(list, begin));
    }

    private static int to(String list, int begin) {
        int dash = dash(list, begin);
        int end = end(list, begin);
        return dash == end ? from(list, begin) : number(list, dash + 1, end);
    }

    /** -1 for what is no number, or one that no node has. */
    private static int number(String list, int from, int to) {
        return from == to || to - from > MOST_DIGITS || !Digits.only(list, from, to)
                ? -1
                : Integer.parseInt(list, from, to, 10);
    }
}
