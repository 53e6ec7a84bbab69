// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * What a source of facts can see, for {@code doctor}, the Agent MBean and the health event.
 *
 * @param source a short stable name, e.g. {@code buddyinfo}, {@code kmsg}, {@code file:/var/log/kern.log}, {@code gc}
 * @param status what came of it
 * @param detail why, in plain words; empty where all is well
 * @param remedy the exact step that would grant it; empty where none is needed or known
 */
public record SourceState(String source, Status status, String detail, String remedy) {
    /** What came of opening or reading a source. */
    public enum Status {
        /** Everything expected is read. */
        OK,
        /** Some of it can't be read or doesn't parse. */
        PARTIAL,
        /** Nothing can be read: missing, refused or garbage. */
        UNAVAILABLE,
        /** Switched off by an option. */
        OFF
    }

    public static SourceState ok(String source) {
        return new SourceState(source, Status.OK, "", "");
    }
}
