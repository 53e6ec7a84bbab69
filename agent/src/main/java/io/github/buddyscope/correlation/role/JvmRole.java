// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

/** This JVM's part in an episode. */
public enum JvmRole {
    /** Its request failed, or its threads were held up. */
    VICTIM("victim"),
    /** Its own taking of memory explains most of what the host lost, and was unusual for it. */
    CAUSE("cause"),
    CAUSE_AND_VICTIM("cause and victim"),
    /** It was seen that it was neither. */
    BYSTANDER("bystander"),
    /** Too little could be seen. */
    UNKNOWN("not known");

    private final String words;

    JvmRole(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
