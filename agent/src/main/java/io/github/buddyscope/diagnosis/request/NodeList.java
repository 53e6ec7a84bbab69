// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.text.Digits;
import java.util.Set;

/** A list of node numbers as {@code %*pbl} prints it, e.g. {@code 0-1,3}. */
public final class NodeList {
    /** {@code MAX_NUMNODES} is at most 1024. */
    private static final int MOST_NODES = 1024;

    private NodeList() {}

    /** The list names {@code node}; also true for no list, {@code (null)} and what isn't a list at all. */
    public static boolean allows(String list, int node) {
        if (!restricts(list)) {
            return true;
        }
        for (String range : list.split(",")) {
            int dash = range.indexOf('-');
            int from = number(dash < 0 ? range : range.substring(0, dash));
            int to = dash < 0 ? from : number(range.substring(dash + 1));
            if (node >= from && node <= to) {
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
        for (int node = 0; node < MOST_NODES; node++) {
            if (!nodes.contains(node) && allows(list, node)) {
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

    private static int number(String digits) {
        return digits.isEmpty() || digits.length() > 5 || digits.indexOf('-') >= 0 ? -1 : Integer.parseInt(digits);
    }
}
