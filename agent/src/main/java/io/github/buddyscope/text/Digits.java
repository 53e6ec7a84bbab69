// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

/** The digits of ASCII. */
public final class Digits {
    private Digits() {}

    /** Whether nothing but those stands there; true where nothing does. */
    public static boolean only(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
