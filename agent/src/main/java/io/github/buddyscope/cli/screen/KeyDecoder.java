// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys from what a terminal in raw mode sends: single characters, and the sequences of the arrow keys (ECMA-48, xterm, VT220).
 * A sequence that means nothing here is swallowed whole. For one thread.
 */
final class KeyDecoder {
    private static final int ESC = 0x1b;
    private static final int LONGEST = 16;

    private final StringBuilder sequence = new StringBuilder();
    private boolean open;

    /** The keys in these bytes; a sequence may go on in the next ones. */
    List<Key> decode(byte[] bytes, int length) {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            add(keys, open ? inSequence(bytes[i] & 0xff) : character(bytes[i] & 0xff));
        }
        if (open && sequence.isEmpty()) {
            open = false; // nothing follows at once: it was the key itself
            keys.add(Key.ESCAPE);
        }
        return keys;
    }

    private static void add(List<Key> keys, Key key) {
        if (key != null) {
            keys.add(key);
        }
    }

    private Key character(int c) {
        if (c == ESC) {
            open = true;
            sequence.setLength(0);
            return null;
        }
        return switch (c) {
            case 'q', 'Q', 0x03, 0x04 -> Key.QUIT;
            case ' ' -> Key.PAUSE;
            case '?', 'h' -> Key.HELP;
            case 'k' -> Key.UP;
            case 'j' -> Key.DOWN;
            case 'g' -> Key.HOME;
            case 'G' -> Key.END;
            case '\t' -> Key.TAB;
            case '+', '=' -> Key.FASTER;
            case '-', '_' -> Key.SLOWER;
            case 's' -> Key.NEXT_CURVE;
            case 0x0c -> Key.REDRAW;
            default -> null;
        };
    }

    private Key inSequence(int c) {
        if (c == ESC) {
            sequence.setLength(0);
            return null;
        }
        sequence.append((char) c);
        boolean introducer = sequence.length() == 1 && (c == '[' || c == 'O');
        boolean goesOn = introducer || c >= 0x20 && c <= 0x3f;
        if (goesOn && sequence.length() < LONGEST) {
            return null;
        }
        open = false;
        return meaning(sequence.toString());
    }

    private static Key meaning(String sequence) {
        return switch (sequence) {
            case "[A", "OA" -> Key.UP;
            case "[B", "OB" -> Key.DOWN;
            case "[5~" -> Key.PAGE_UP;
            case "[6~" -> Key.PAGE_DOWN;
            case "[H", "OH", "[1~", "[7~" -> Key.HOME;
            case "[F", "OF", "[4~", "[8~" -> Key.END;
            case "[Z" -> Key.TAB;
            default -> null;
        };
    }
}
