// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A socket without any manners. */
final class RawClient implements Closeable {
    final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    RawClient(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
    }

    RawClient say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As much as the relay takes. */
    RawClient say(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining() && channel.write(out) > 0) {
            continue;
        }
        return this;
    }

    /** What has come so far, and whether it ended. */
    boolean hear() throws IOException {
        ByteBuffer in = ByteBuffer.allocate(64 << 10);
        int read;
        try {
            while ((read = channel.read(in)) > 0) {
                heard.write(in.array(), 0, in.position());
                in.clear();
            }
        } catch (IOException sentAwayUnheard) {
            return true;
        }
        return read < 0;
    }

    List<String> lines() throws IOException {
        hear();
        return new ArrayList<>(heard.toString(StandardCharsets.US_ASCII).lines().toList());
    }

    String text() throws IOException {
        return String.join("\n", lines());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
