// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

/** Whole numbers as the events carry them. */
final class Numbers {
    private Numbers() {}

    /** The nearest int; Mission Control charts no longs but those with a unit. */
    static int count(long count) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, count));
    }
}
