// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

/** What the command line and an agent in another JVM say to each other: an argument there, system properties back. */
public final class Attachment {
    /** System property of the JVM: the agent's version while one is there. */
    public static final String VERSION = "io.github.buddyscope.version";

    /**
     * System property of the JVM: {@link #STARTING} or {@link #STOPPING} while a change is under way, then {@link #RUNNING}, or
     * absent where no agent is there.
     */
    public static final String STATE = "io.github.buddyscope.state";

    public static final String STARTING = "starting";
    public static final String RUNNING = "running";
    public static final String STOPPING = "stopping";

    /** The argument that takes the agent out; no option is spelled so. */
    public static final String DETACH = ":detach";

    private Attachment() {}
}
