// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

/** The way to the watched JVM's MBeans. */
public interface JvmAccess {
    /** Says why the JVM can't be reached, in words for the user. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }

    /** Its process id. */
    String pid();

    /** Its main class or jar, "" where not known. */
    String name();

    /** Whether its process is there. */
    boolean alive();

    /** The address of its connector for JMX, which it starts where it hasn't yet. */
    String address() throws Refused;
}
