// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * Whether the task that the kernel names is a thread of this JVM.
 *
 * @param thread name of this JVM's thread that it is or may be, as the kernel has it (15 bytes); null where there's none
 * @param kind what that thread is for; null where there's none
 * @param words the same with the reason, a clause such as {@code task 42 is its thread ring-writer (an application thread)}
 */
public record TaskMatch(Sureness sureness, String thread, ThreadKind kind, String words) {
    /** Nobody looked. */
    public static final TaskMatch UNKNOWN = new TaskMatch(Sureness.UNKNOWN, null, null, "");

    /** How sure it is. */
    public enum Sureness {
        /** By its id in the kernel's own numbering, and its name agrees. */
        CERTAIN,
        /** By its id, but the name differs or it's long ago; or by a name that is hardly anybody else's. */
        LIKELY,
        /** Only by a name that other programs have, too. */
        POSSIBLE,
        /** No thread of this JVM has such a name, or had such an id when it was last looked; the task itself is gone. */
        UNLIKELY,
        /** By its id: it's none of this JVM's. */
        NO,
        /** An interrupt asked, and the task is merely the one that it interrupted. */
        INTERRUPTED,
        /** The report names no task, or it's too long ago to be looked up. */
        UNKNOWN;

        /** What was seen speaks against it. */
        public boolean excludesThisJvm() {
            return this == NO || this == UNLIKELY || this == INTERRUPTED;
        }
    }

    public boolean isCertain() {
        return sureness == Sureness.CERTAIN;
    }
}
