// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

/** A command of the shaded jar that has ended. */
record Ran(int exit, String out, String err) {
    static Ran command(Jdk jdk, String... arguments) {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).command(arguments)) {
            return new Ran(jvm.exitCode(), jvm.out(), jvm.err());
        }
    }
}
