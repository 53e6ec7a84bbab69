// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

/** What was typed can't be meant so; the message is one line that says what is right. */
public final class WrongUsage extends Exception {
    private static final long serialVersionUID = 1L;

    /** The message is one line that says what is right. */
    public WrongUsage(String message) {
        super(message);
    }
}
