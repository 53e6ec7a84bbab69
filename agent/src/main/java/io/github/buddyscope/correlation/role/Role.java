// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import java.util.List;

/**
 * This JVM's part with what it rests on.
 *
 * @param evidence sentences
 * @param doubts what could be otherwise, clauses
 */
public record Role(JvmRole role, List<String> evidence, List<String> doubts) {
    public Role {
        evidence = List.copyOf(evidence);
        doubts = List.copyOf(doubts);
    }

    /** The evidence in one text. */
    public String text() {
        return String.join(" ", evidence);
    }
}
