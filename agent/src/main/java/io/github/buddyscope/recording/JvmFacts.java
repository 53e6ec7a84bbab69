// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/** The recorded JVM; null where the recording doesn't tell. */
public record JvmFacts(String version, Long pid, String kernel, String collectors) {
    public static final JvmFacts UNKNOWN = new JvmFacts(null, null, null, null);

    public JvmFacts withVersion(String known, Long id) {
        return new JvmFacts(known, id, kernel, collectors);
    }

    public JvmFacts withKernel(String known) {
        return new JvmFacts(version, pid, known, collectors);
    }

    public JvmFacts withCollectors(String known) {
        return new JvmFacts(version, pid, kernel, known);
    }
}
