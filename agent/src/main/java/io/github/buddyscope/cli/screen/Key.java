// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

/** A key that means something. */
public enum Key {
    QUIT,
    PAUSE,
    HELP,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    TAB,
    FASTER,
    SLOWER,
    NEXT_CURVE,
    REDRAW,
    ESCAPE
}
