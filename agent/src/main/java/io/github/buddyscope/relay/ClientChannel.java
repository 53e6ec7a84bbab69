// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;

/** An agent's channel: bytes in and lines out of them, lines in and bytes out. On the relay's thread. */
final class ClientChannel implements ClientLimits.Connected {
    /** Buffers filled for one client before the next has its turn. */
    private static final int TURNS = 8;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ClientSession session;
    private final byte[] line = new byte[Protocol.LONGEST_REQUEST];
    private int length;
    private ByteBuffer unsent;
    private boolean failed;

    ClientChannel(SocketChannel channel, SelectionKey key, ClientSession session) {
        this.channel = channel;
        this.key = key;
        this.session = session;
    }

    @Override
    public UserPrincipal peer() {
        return session.peer();
    }

    @Override
    public boolean proven() {
        return session.proven();
    }

    @Override
    public long openedNanos() {
        return session.openedNanos();
    }

    ClientSession session() {
        return session;
    }

    /** It can be served no longer. */
    void fail() {
        failed = true;
    }

    /** Takes what has come. After the end of its input a client may still read. */
    void read(ByteBuffer buffer, long now) throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read < 0) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            failed |= session.over() || !session.inputEnded();
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining() && !session.over()) {
            byte next = buffer.get();
            if (next == '\n') {
                session.received(new String(line, 0, length, StandardCharsets.UTF_8), now);
                length = 0;
            } else if (length == line.length) {
                session.refuse("a line of more than " + line.length + " bytes", 0);
            } else {
                line[length++] = next;
            }
        }
    }

    /**
     * Sends what there is and what the client takes.
     *
     * @param buffer common to all, of twice {@link Protocol#LONGEST_LINE}
     * @return false where all is said and the channel is to be closed
     */
    boolean write(ByteBuffer buffer, long now) throws IOException {
        if (failed) {
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
            for (byte[] next; buffer.position() < Protocol.LONGEST_LINE && (next = session.next(now)) != null; ) {
                buffer.put(next);
            }
            if (buffer.flip().limit() == 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                return !session.over();
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
        session.closed();
        try {
            channel.close();
        } catch (IOException e) {
            return; // it's of no more use anyway
        }
    }
}
