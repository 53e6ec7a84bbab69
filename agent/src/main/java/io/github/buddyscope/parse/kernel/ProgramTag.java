// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/** The program that a line names. */
final class ProgramTag {
    private static final String KERNEL = "kernel:";

    private ProgramTag() {}

    /** {@code kernel: }. */
    static void strip(LineStart start) {
        if (start.startsWith(KERNEL)) {
            start.tagged = true;
            start.at += KERNEL.length();
            start.skipBlank();
        }
    }

    /** Behind {@code [sec.usec]}: {@code kernel: } or {@code host kernel: } of {@code journalctl -o short-monotonic}. */
    static void stripBehindStamp(LineStart start) {
        if (start.tagged) {
            return;
        }
        strip(start);
        int host = Scan.word(start.line, start.at);
        if (!start.tagged
                && host > start.at
                && start.line.charAt(host - 1) != ':'
                && start.line.startsWith(" kernel: ", host)) {
            start.at = host + 1;
            strip(start);
        }
    }

    /** {@code sshd[1]: …}: a program's line among the kernel's, as journalctl mixes them. */
    static boolean ofAnother(LineStart start) {
        String line = start.line;
        int colon = line.indexOf(": ", start.at);
        if (colon < start.at + 3 || line.charAt(colon - 1) != ']') {
            return false;
        }
        int open = line.lastIndexOf('[', colon);
        return open > start.at && colon - 1 > open + 1 && Scan.digits(line, open + 1) == colon - 1;
    }
}
