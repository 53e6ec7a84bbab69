// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

/** A line that is none of the protocol's. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message why, without a word of the line's own */
    public Refusal(String message) {
        super(message, null, false, false);
    }
}
