// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

/** When a task comes that comes again and again. */
public interface Timed {
    Runnable task();

    /** Whether it's to be run now; asked once for each time. */
    boolean due(long now);

    /** Nanoseconds until it's due; 0 or less where it is. */
    long left(long now);
}
