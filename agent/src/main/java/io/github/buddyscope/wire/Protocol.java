// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.nio.file.Path;

/** The protocol's fixed points. */
public final class Protocol {
    /** Changes only where a peer of another version would be misled; fields and messages are added without. */
    public static final int VERSION = 1;

    /** Bytes of a line, its end included: what is longer is refused. */
    public static final int LONGEST_LINE = 64 << 10;

    /** Bytes of a line that an agent sends. */
    public static final int LONGEST_REQUEST = 4 << 10;

    /** Where the relay listens unless told otherwise. */
    public static final Path SOCKET = Path.of("/run/buddyscope/relay.sock");

    /** Stands for a task's name that the relay withholds. */
    public static final String WITHHELD = "(withheld)";

    /** Stands for a task's id that the relay withholds. */
    public static final int WITHHELD_ID = -1;

    /** Name of an agent's thread that proves whose process it is, before and after; the kernel keeps 15 bytes of it. */
    public static final String THREAD = "buddyscope-relay";

    private Protocol() {}
}
