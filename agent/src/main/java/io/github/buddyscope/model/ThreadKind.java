// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** What a thread of a JVM is for. */
public enum ThreadKind {
    /** Runs Java code, or native code of the service's. */
    MUTATOR("application threads", "an application thread"),
    /** Works in collection pauses. */
    GC_WORKER("GC workers", "a GC worker"),
    /** Collects while the service runs. */
    CONCURRENT_GC("concurrent GC threads", "a concurrent GC thread"),
    /** Compiles Java code to native code. */
    COMPILER("compiler threads", "a compiler thread"),
    /** The VM thread: it leads pauses, and with the serial collector it's the one that collects. */
    VM("the VM thread", "the VM thread"),
    /** Another of the JVM's own: signals, references, statistics, recording. No pause waits for it. */
    HELPER("other JVM threads", "another of the JVM's own threads");

    private final String words;
    private final String one;

    ThreadKind(String words, String one) {
        this.words = words;
        this.one = one;
    }

    /** In the plural. */
    public String words() {
        return words;
    }

    /** In the singular, with its article. */
    public String one() {
        return one;
    }

    /** Whether a stall of such a thread makes a collection pause longer. */
    public boolean worksInPauses() {
        return this == GC_WORKER || this == CONCURRENT_GC || this == VM;
    }
}
