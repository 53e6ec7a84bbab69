// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.util.Arrays;

/** A terminal as far as a frame writer needs one: it puts characters where the cursor is, moves it and erases. */
final class ModelTerminal {
    private final int[][] cells;
    private int row;
    private int column;

    ModelTerminal(int rows, int columns) {
        cells = new int[rows][columns];
        for (int[] line : cells) {
            Arrays.fill(line, ' ');
        }
    }

    void take(String output) {
        for (int i = 0; i < output.length(); ) {
            int c = output.codePointAt(i);
            if (c == 0x1b) {
                int end = i + 2;
                while (output.charAt(end) < 0x40) {
                    end++;
                }
                control(output.substring(i + 2, end), output.charAt(end));
                i = end + 1;
            } else {
                put(c);
                i += Character.charCount(c);
            }
        }
    }

    private void put(int c) {
        int width = CellWidth.of(c);
        if (width == 0) {
            return;
        }
        if (column + width > cells[0].length) {
            throw new AssertionError("written past the right edge in row " + row);
        }
        cells[row][column] = c;
        if (width == 2) {
            cells[row][column + 1] = 0;
        }
        column += width;
    }

    private void control(String parameters, char command) {
        switch (command) {
            case 'H' -> {
                String[] words = parameters.split(";");
                row = parameters.isEmpty() ? 0 : Integer.parseInt(words[0]) - 1;
                column = parameters.isEmpty() ? 0 : Integer.parseInt(words[1]) - 1;
            }
            case 'J' -> {
                for (int[] line : cells) {
                    Arrays.fill(line, ' ');
                }
            }
            case 'K' -> Arrays.fill(cells[row], column, cells[row].length, ' ');
            case 'm', 'h', 'l' -> {}
            default -> throw new AssertionError("unknown sequence " + parameters + command);
        }
    }

    /** As {@link Frame#text()} gives it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int[] line : cells) {
            StringBuilder words = new StringBuilder();
            for (int c : line) {
                if (c != 0) {
                    words.appendCodePoint(c);
                }
            }
            text.append(words.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
