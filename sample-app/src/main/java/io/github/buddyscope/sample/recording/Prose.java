// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

/** Text for a terminal: wrapped, and without anything that could move the cursor. */
final class Prose {
    private static final int WIDTH = 100;

    private Prose() {}

    /** What a kernel line may hold is printed, control and direction characters are not. */
    static String harmless(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmful = Character.isISOControl(c) && c != '\n' || Character.getType(c) == Character.FORMAT;
            clean.append(harmful ? '?' : c);
        }
        return clean.toString();
    }

    /** Appends text, wrapped between words; its own line ends are kept. */
    static void wrapped(StringBuilder to, String text, String indent) {
        for (String line : text.split("\n", -1)) {
            int column = 0;
            for (String word : line.split(" ")) {
                if (column > 0 && column + 1 + word.length() > WIDTH) {
                    to.append('\n');
                    column = 0;
                }
                to.append(column == 0 ? indent : " ").append(word);
                column += (column == 0 ? indent.length() : 1) + word.length();
            }
            to.append('\n');
        }
    }

    /** Appends a label and its value, the value's further lines below its first. */
    static void labelled(StringBuilder to, String label, String value, int labelWidth) {
        StringBuilder block = new StringBuilder();
        wrapped(block, value, " ".repeat(labelWidth + 2));
        String start = "  " + label + " ".repeat(Math.max(1, labelWidth - label.length()));
        to.append(start).append(block, Math.min(block.length(), labelWidth + 2), block.length());
    }
}
