// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/** A line's level and facility before everything else; of another facility than the kernel's it is foreign. */
final class Severity {
    private static final int MAX_PRIORITY = 1 << 16;

    private Severity() {}

    static void strip(LineStart start) {
        number(start);
        words(start);
    }

    /** {@code <4>}; also {@code 04166 < 4> } with a running number before it. */
    private static void number(LineStart start) {
        String line = start.line;
        int open = start.startsWith("<") ? start.at : Scan.blanks(line, Scan.hexDigits(line, start.at));
        if (open > start.at + 10 || !line.startsWith("<", open)) {
            return;
        }
        int digits = Scan.blanks(line, open + 1);
        int end = Scan.digits(line, digits);
        int priority = Scan.smallNumber(line, digits, end, MAX_PRIORITY);
        if (priority < 0 || !line.startsWith(">", end)) {
            return;
        }
        start.foreign |= priority >> 3 != 0;
        start.at = end + 1;
        start.levelled = true;
        if (start.startsWith(" [")) {
            start.at++;
        }
    }

    /** {@code kern  :warn  : } of {@code dmesg -x}. */
    private static void words(LineStart start) {
        String line = start.line;
        int word = start.letters(start.at);
        int colon = Scan.blanks(line, word);
        if (word == start.at || word > start.at + 8 || !line.startsWith(":", colon)) {
            return;
        }
        int levelAt = colon + 1;
        int level = start.letters(levelAt);
        int second = Scan.blanks(line, level);
        boolean padded = second > level || colon > word;
        boolean kern = start.startsWith("kern");
        if (level == levelAt || level > levelAt + 6 || !line.startsWith(":", second) || !padded && !kern) {
            return;
        }
        start.foreign |= !kern || word != start.at + 4;
        start.at = second + 1;
        start.skipBlank();
    }
}
