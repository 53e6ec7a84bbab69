// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import java.time.LocalDateTime;

/** A log's line while its prefix is read: how far, and what the prefix told. */
final class LineStart {
    String line;
    int at;
    /** The line has its level in angle brackets. */
    boolean levelled;
    /** The line names the kernel as its program. */
    boolean tagged;
    /** The line says that another program wrote it. */
    boolean foreign;

    Long micros;
    LocalDateTime time;
    String caller;

    LineStart(String line) {
        this.line = line;
    }

    boolean startsWith(String literal) {
        return line.startsWith(literal, at);
    }

    void skipBlank() {
        if (startsWith(" ")) {
            at++;
        }
    }

    /** The end of the letters that begin at {@code from}. */
    int letters(int from) {
        int i = from;
        while (i < line.length() && Character.isLetter(line.charAt(i))) {
            i++;
        }
        return i;
    }
}
