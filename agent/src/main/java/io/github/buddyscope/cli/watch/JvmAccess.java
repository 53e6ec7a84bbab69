// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.nio.file.Path;

/** The ways to the watched JVM's figures, none of which starts anything in it. */
public interface JvmAccess {
    /** Says why the JVM can't be asked, in words for the user. */
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

    /** Whether its process is stopped. */
    boolean stopped();

    /**
     * Whether it runs as the user of this command, with the same mounts and user ids. What another says of itself is read, but
     * not connected to.
     */
    boolean ours();

    /** Whether our agent is in it; dear in a JVM of many threads. */
    boolean carriesAgent();

    /** Why its agent can't find this command, and what to do, in words for the user; "" where it can. */
    String apart();

    /** Where its agent looks for who wants to know. */
    Path socket() throws Refused;

    /** Who has to own that socket, for the JVM to connect to it: the number of its user as seen from here. */
    int user() throws Refused;

    /** The file of its performance counters. */
    Path counters() throws Refused;
}
