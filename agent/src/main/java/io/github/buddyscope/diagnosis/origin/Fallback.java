// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

/**
 * What the caller does without the block, where the stack tells.
 *
 * @param frame the function that says so; null where none does
 * @param words in plain words, e.g. {@code takes single pages instead}; "" where not known
 */
public record Fallback(Outcome outcome, String frame, String words) {
    public static final Fallback UNKNOWN = new Fallback(Outcome.UNKNOWN, null, "");

    /** Whether the failure did harm. */
    public enum Outcome {
        /** The caller is known to try again with less or in another way: no harm but the time it took. */
        RETRIES,
        /** The caller is known to give up: what it was about failed. */
        GIVES_UP,
        /** The stack doesn't tell. */
        UNKNOWN
    }
}
