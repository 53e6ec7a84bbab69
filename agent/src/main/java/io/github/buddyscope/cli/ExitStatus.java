// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

/** What a command's end means to a script. */
final class ExitStatus {
    static final int DONE = 0;
    static final int WRONG_USAGE = 2;
    static final int UNREADABLE_INPUT = 3;
    static final int UNREACHABLE_JVM = 4;

    private ExitStatus() {}
}
