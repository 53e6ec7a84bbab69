// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * Tells a reader that was overtaken (EPIPE) from one that can't read. The JDK keeps of an error only its description, in the
 * language of the host: what that is for EPIPE is learnt from a pipe that nobody reads.
 */
final class Overrun {
    private Overrun() {}

    static boolean isToldBy(IOException e) {
        return e.getMessage() != null && e.getMessage().equals(words());
    }

    /** Null where it can't be learnt. */
    static String words() {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                sink.write(ByteBuffer.allocate(1));
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
