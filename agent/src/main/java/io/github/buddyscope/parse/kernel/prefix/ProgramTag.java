// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/** The program that a line names. */
final class ProgramTag {
    /** {@code vmunix} is what some daemons call it still. */
    private static final String[] KERNELS = {"kernel", "vmunix"};

    /** Characters in which a tag behind a strange beginning is looked for. */
    private static final int LONGEST_BEGINNING = 200;

    private ProgramTag() {}

    static boolean isKernels(String program) {
        return program.equals(KERNELS[0]) || program.equals(KERNELS[1]);
    }

    /**
     * The end of {@code kernel:}, {@code kernel[0]:} or {@code vmunix:} that stands at {@code at} and is followed by a blank
     * or nothing; -1 where it doesn't.
     */
    static int end(String line, int at) {
        int name = nameEnd(line, at);
        if (name < 0) {
            return -1;
        }
        int colon = name;
        if (line.startsWith("[", name)) {
            int digits = Scan.digits(line, name + 1);
            colon = digits > name + 1 && line.startsWith("]", digits) ? digits + 1 : name;
        }
        boolean ends = colon + 1 == line.length() || line.startsWith(" ", colon + 1);
        return line.startsWith(":", colon) && ends ? colon + 1 : -1;
    }

    /** The end of the kernel's name that stands at {@code at}; -1 where it doesn't. */
    static int nameEnd(String line, int at) {
        for (String kernel : KERNELS) {
            if (line.startsWith(kernel, at)) {
                return at + kernel.length();
            }
        }
        return -1;
    }

    /** {@code kernel: }; the blank may be missing before the kernel's stamp. */
    static void strip(LineStart start) {
        int end = end(start.line, start.at);
        int glued = nameEnd(start.line, start.at);
        if (end < 0 && glued > 0 && start.line.startsWith(":[", glued)) {
            end = glued + 1;
        }
        if (end > 0) {
            start.tagged = true;
            start.at = end;
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
                && end(start.line, Scan.blanks(start.line, host)) > 0) {
            start.at = Scan.blanks(start.line, host);
            strip(start);
        }
    }

    /**
     * {@code … kernel: } behind a beginning of a form that isn't known, such as a date of some country's. Only where none of
     * the words before it ends with a colon, as a program's name does.
     */
    static boolean stripFurtherOn(LineStart start) {
        String line = start.line;
        int end = Math.min(line.length(), start.at + LONGEST_BEGINNING);
        int word = Scan.blanks(line, start.at);
        while (word < end) {
            int wordEnd = Scan.word(line, word);
            if (word > start.at && end(line, word) == wordEnd) {
                start.at = word;
                strip(start);
                return true;
            }
            if (line.charAt(wordEnd - 1) == ':') {
                return false;
            }
            word = Scan.blanks(line, wordEnd);
        }
        return false;
    }

    /** {@code app: kernel: …}, {@code app: [    1.000000] …}: a program that repeats what a kernel may have said. */
    static boolean quotesTheKernel(LineStart start) {
        int word = Scan.word(start.line, start.at);
        int next = Scan.blanks(start.line, word);
        boolean program = word > start.at && start.line.charAt(word - 1) == ':';
        return program && (end(start.line, next) > 0 || BracketedStamp.at(start.line, next));
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
