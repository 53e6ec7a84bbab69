// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** An agent's channel: bytes in and lines out of them, lines in and bytes out. On the relay's thread. */
final class Guest {
    /** Buffers filled for one guest before the next has his turn. */
    private static final int TURNS = 8;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Connection connection;
    private final byte[] line = new byte[Protocol.LONGEST_REQUEST];
    private int length;
    private ByteBuffer unsent;
    private boolean gone;

    Guest(SocketChannel channel, SelectionKey key, Connection connection) {
        this.channel = channel;
        this.key = key;
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** He can't be talked to any more. */
    void goes() {
        gone = true;
    }

    /** Takes what has come. After the end of it he may still listen. */
    void read(ByteBuffer buffer, long now) throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read < 0) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            gone |= connection.over() || !connection.listens();
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining() && !connection.over()) {
            byte next = buffer.get();
            if (next == '\n') {
                connection.heard(new String(line, 0, length, StandardCharsets.UTF_8), now);
                length = 0;
            } else if (length == line.length) {
                connection.refuse("a line of more than " + line.length + " bytes", 0);
            } else {
                line[length++] = next;
            }
        }
    }

    /**
     * Sends what there is and what he takes.
     *
     * @param buffer common to all, of twice {@link Protocol#LONGEST_LINE}
     * @return false where all is said and the channel is to be closed
     */
    boolean write(ByteBuffer buffer) throws IOException {
        if (gone) {
            return false;
        }
        for (int turn = 0; turn < TURNS; turn++) {
            if (unsent != null) {
                channel.write(unsent);
                if (unsent.hasRemaining()) {
                    key.interestOpsOr(SelectionKey.OP_WRITE);
                    return true;
                }
                unsent = null;
            }
            buffer.clear();
            for (byte[] next; buffer.position() < Protocol.LONGEST_LINE && (next = connection.next()) != null; ) {
                buffer.put(next);
            }
            if (buffer.flip().limit() == 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                return !connection.over();
            }
            channel.write(buffer);
            if (buffer.hasRemaining()) {
                byte[] rest = new byte[buffer.remaining()];
                buffer.get(rest);
                unsent = ByteBuffer.wrap(rest);
            }
        }
        key.interestOpsOr(SelectionKey.OP_WRITE);
        return true;
    }

    void close() {
        key.cancel();
        connection.closed();
        try {
            channel.close();
        } catch (IOException e) {
            return; // it's of no more use anyway
        }
    }
}
