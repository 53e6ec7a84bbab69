// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

/**
 * Whether there is heap for a call of {@link java.lang.instrument.Instrumentation} whose native part allocates: where it finds
 * none it prints "*** java.lang.instrument ASSERTION FAILED ***" on the service's stderr.
 */
final class SpareHeap {
    private static final long LEAST = 1 << 20;
    private static final int LEAST_SHARE = 16;

    private SpareHeap() {}

    /** Whether at least {@code bytes} and a mebibyte are free, or a sixteenth of a small heap, by a number that costs nothing. */
    static boolean has(long bytes) {
        Runtime jvm = Runtime.getRuntime();
        long most = jvm.maxMemory();
        return most - jvm.totalMemory() + jvm.freeMemory() >= bytes + Math.min(LEAST, most / LEAST_SHARE);
    }
}
