// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * Reads from a position, of which the device takes no notice ({@code devkmsg_read} in kernel/printk/printk.c): any other
 * read of the JDK's would put how long it waited for the kernel into the service's flight recording, as slow input of a
 * file's. What knows no positions, such as a pipe, refuses the first two reads, and is then read as it can be.
 */
final class DeviceReader implements RecordReader {
    private static final int CHANCES = 2; // one may fail because the ring went on meanwhile

    private final FileChannel channel;
    private int refused;
    private boolean positioned;

    DeviceReader(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (refused == CHANCES) {
            return channel.read(into);
        }
        try {
            int length = channel.read(into, 0);
            positioned = true;
            return length;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            refused += positioned ? 0 : 1;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
