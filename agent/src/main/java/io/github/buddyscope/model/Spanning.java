// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** What began and ended, both on the scale of {@link System#nanoTime()}; at once, where both are the same. */
public interface Spanning {
    long startNanos();

    long endNanos();
}
