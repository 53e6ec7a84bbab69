// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/** The lines of a report as printed, as far as there is room; what is dropped is counted. */
final class KeptText {
    private final StringBuilder text = new StringBuilder();
    private final int maxLines;
    private final int maxCharacters;
    private int lines;
    private int dropped;

    KeptText(int maxLines, int maxCharacters) {
        this.maxLines = maxLines;
        this.maxCharacters = maxCharacters;
    }

    void add(String line) {
        if (lines == maxLines || text.length() + line.length() + 1 > maxCharacters) {
            dropped++;
            return;
        }
        if (lines++ > 0) {
            text.append('\n');
        }
        text.append(line);
    }

    /** A line of many like it: half of the room is kept for others. */
    void addOfMany(String line) {
        if (lines >= maxLines / 2 || text.length() + line.length() >= maxCharacters / 2) {
            dropped++;
        } else {
            add(line);
        }
    }

    void putFirst(String line) {
        text.insert(0, '\n').insert(0, line);
        lines++;
    }

    int dropped() {
        return dropped;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
