// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import java.util.List;
import java.util.Map;

/** The size asked for in {@code /work?kib=N}. */
final class DocumentSize {
    static final int MAX_KIB = 8192;

    private static final String RANGE = "a whole number from 1 to " + MAX_KIB;

    private DocumentSize() {}

    /** Bytes asked for. */
    static int bytes(Map<String, List<String>> query) throws RefusedException {
        List<String> values = query.get("kib");
        if (values == null || values.size() != 1) {
            throw RefusedException.badRequest("give kib once: " + RANGE + ", as in /work?kib=256");
        }
        try {
            int kib = Integer.parseInt(values.get(0));
            if (kib >= 1 && kib <= MAX_KIB) {
                return kib << 10;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw RefusedException.badRequest("kib is " + RANGE);
    }
}
