// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

/**
 * A frame of a stack, by its names alone, so that no class is kept from being unloaded.
 *
 * @param jdk whether its class is the JDK's own
 */
public record Frame(String type, String method, boolean jdk) {
    /** Netty's own, relocated into another package or not. */
    public boolean netty() {
        return type.startsWith("io.netty.") || type.contains(".io.netty.");
    }

    public boolean outside() {
        return !jdk && !netty();
    }
}
