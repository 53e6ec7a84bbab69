// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.time.Instant;

/**
 * Something that came up while watching, in a line.
 *
 * @param time when it happened
 * @param old the log held it before watching began
 * @param ours a thread of the watched JVM's had it
 * @param what happened, to whom
 * @param why the verdict, or what it means; "" for none
 * @param fields the same for a script, {@code name=value} each
 */
public record Happening(Instant time, Kind kind, boolean old, boolean ours, String what, String why, String fields) {
    /** What it is. */
    public enum Kind {
        /** The kernel's log tells of a failure. */
        FAILURE("failed"),
        /** A tracepoint saw an attempt fail. */
        ATTEMPT("attempt"),
        /** A task had to make memory itself. */
        STALL("stall"),
        /** The agent in the watched JVM passed a verdict. */
        VERDICT("verdict"),
        /** About the watching itself. */
        NOTE("note");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Of seven letters at most. */
        public String word() {
            return word;
        }
    }

    /** A note that has nothing for scripts but its text. */
    static Happening note(Instant time, String text) {
        return new Happening(time, Kind.NOTE, false, false, text, "", "");
    }
}
