// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

/** What a command's end means to a script. */
public final class ExitStatus {
    /** What was asked for was done. */
    public static final int DONE = 0;
    /** The command line can't be meant so. */
    public static final int WRONG_USAGE = 2;
    /** A file can't be read. */
    public static final int UNREADABLE_INPUT = 3;
    /** The JVM can't be reached. */
    public static final int UNREACHABLE_JVM = 4;

    private ExitStatus() {}
}
