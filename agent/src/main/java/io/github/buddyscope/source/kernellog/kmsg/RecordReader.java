// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads one record of {@code /dev/kmsg} at a time. */
interface RecordReader extends Closeable {
    /**
     * Waits for a record.
     *
     * @return its length in bytes, or -1 at an end, which the device doesn't have
     */
    int read(ByteBuffer into) throws IOException;

    /** Opens the log at its oldest record. */
    interface Opener {
        RecordReader open() throws IOException;
    }
}
