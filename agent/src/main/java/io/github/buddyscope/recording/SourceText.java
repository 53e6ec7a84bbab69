// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * A source's state as the health event words it: {@code buddyinfo OK; kmsg UNAVAILABLE: refused}. A detail may have a
 * semicolon of its own.
 */
record SourceText(String source, String state, String detail) {
    private static final List<String> STATES = List.of("OFF", "OK", "PARTIAL", "UNAVAILABLE");

    static List<SourceText> of(String text) {
        List<SourceText> all = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf("; ", from);
            String part = text.substring(from, end < 0 ? text.length() : end);
            SourceText one = one(part);
            if (one != null) {
                all.add(one);
            } else if (!all.isEmpty()) {
                SourceText last = all.remove(all.size() - 1);
                all.add(new SourceText(last.source, last.state, last.detail + "; " + part));
            }
            from = end < 0 ? text.length() + 1 : end + 2;
        }
        return all;
    }

    private static SourceText one(String part) {
        int colon = part.indexOf(": ");
        // a source's name may have a colon, file:/var/log/kern.log, but none with a blank behind it
        String head = colon < 0 ? part : part.substring(0, colon);
        int blank = head.lastIndexOf(' ');
        if (blank <= 0 || !STATES.contains(head.substring(blank + 1))) {
            return null;
        }
        return new SourceText(
                head.substring(0, blank), head.substring(blank + 1), colon < 0 ? "" : part.substring(colon + 2));
    }

    static int rank(String state) {
        return STATES.indexOf(state);
    }
}
