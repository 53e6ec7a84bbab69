// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.entry.Life;

/** This build's version, from the jar's manifest, which only the class path's loader reads. */
public final class Version {
    private Version() {}

    public static String text() {
        String version = Life.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
