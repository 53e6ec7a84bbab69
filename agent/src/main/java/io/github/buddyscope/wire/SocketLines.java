// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Unix socket as lines; a read ends with the time given, or when another thread calls {@link #wake}. */
public final class SocketLines implements Closeable {
    private static final int BUFFER_BYTES = 16 << 10;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private byte[] line = new byte[1 << 10];
    private int length;

    private SocketLines(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** The path is one where anyone may listen. */
    public static final class Untrusted extends IOException {
        private static final long serialVersionUID = 1L;

        private Untrusted(String why) {
            super(why);
        }
    }

    /** @throws IOException where nobody listens there, or this process may not connect, or had better not */
    public static SocketLines connect(Path path) throws IOException {
        mustBeTrusted(path);
        List<Object> before = SocketPlace.standing(path);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false); // or one who is overrun would hold us
            channel.connect(UnixDomainSocketAddress.of(path));
            if (!channel.isConnected() && !channel.finishConnect()) {
                throw new IOException("too many are waiting to connect");
            }
            mustBeTrusted(path);
            if (!before.equals(SocketPlace.standing(path))) { // it was connected to by its name
                throw new Untrusted(path + " was exchanged meanwhile");
            }
            return of(channel);
        } catch (IOException | RuntimeException | Error e) { // no memory, too
            close(channel);
            throw e;
        }
    }

    private static void mustBeTrusted(Path path) throws Untrusted {
        String objection = SocketPlace.objection(path);
        if (objection != null) {
            throw new Untrusted(objection);
        }
    }

    /** Of a channel that is connected, and is closed where that fails. */
    public static SocketLines of(SocketChannel channel) throws IOException {
        Selector selector = null;
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new SocketLines(channel, selector);
        } catch (IOException | RuntimeException | Error e) {
            close(channel);
            close(selector);
            throw e;
        }
    }

    /** Not with what fails in it, in the place of what went wrong. */
    private static void close(Closeable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException | RuntimeException alreadyFailing) {
            return;
        }
    }

    /**
     * Never waits: what is sent here are lines to one who has just read all that was sent before.
     *
     * @throws IOException where there is no room for all of it
     */
    public void write(byte[] text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text);
        channel.write(out);
        if (out.hasRemaining()) {
            throw new IOException("the other end doesn't read");
        }
    }

    /**
     * The next line without its end, at most {@link Protocol#LONGEST_LINE} characters.
     *
     * @return null where none came in that time
     * @throws IOException at the end, or where a line is longer
     */
    public String next(long millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (true) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    String whole = new String(line, 0, length, StandardCharsets.UTF_8);
                    length = 0;
                    return whole;
                }
                keep(next);
            }
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read < 0) {
                throw new IOException("the other end has closed the connection");
            }
            if (read == 0) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return null;
                }
                if (selector.select(left) == 0) {
                    return null;
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private void keep(byte next) throws IOException {
        if (length == line.length) {
            if (length >= Protocol.LONGEST_LINE) {
                throw new IOException("the other end sent a line of more than " + Protocol.LONGEST_LINE + " bytes");
            }
            line = java.util.Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    /** Ends a wait. From any thread. */
    public void wake() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
