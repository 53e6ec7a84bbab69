// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

/** What of {@code jdk.JVMInformation}'s version people call a JVM by. */
final class JvmName {
    private JvmName() {}

    /** {@code OpenJDK 64-Bit Server VM (17.0.15+6-Debian-1deb12u1)} without when and for what it was built. */
    static String brief(String version) {
        int end = version.indexOf(") for ");
        return end < 0 ? version : version.substring(0, end + 1);
    }
}
