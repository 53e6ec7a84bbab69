// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.wire.SocketLines;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * A socket at which an agent finds this command. It is bound in a directory that nobody else may enter, under a name that
 * nobody can know, and is the JVM's user's alone before it stands where the agent looks: on the other side of {@code
 * /proc/PID/root} a directory may be exchanged for a link at any time. It is taken away as soon as the agent has come.
 */
final class MeetingSocket implements Closeable {
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final Path path;
    private final Object file;

    private MeetingSocket(ServerSocketChannel channel, Selector selector, Path path, Object file) {
        this.channel = channel;
        this.selector = selector;
        this.path = path;
        this.file = file;
    }

    /**
     * Listens there, in the place of one that was left behind.
     *
     * @param user who owns it
     */
    static MeetingSocket listen(Path path, int user) throws IOException {
        Path privately = Files.createTempDirectory(
                path.getParent(),
                ".b",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path bound = privately.resolve(Long.toHexString(new SecureRandom().nextLong()));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = null;
        try {
            channel.bind(UnixDomainSocketAddress.of(bound), 1);
            Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
            if ((Integer) Files.getAttribute(bound, "unix:uid", LinkOption.NOFOLLOW_LINKS) != user) {
                Files.setAttribute(bound, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            }
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_ACCEPT);
            Object file = key(bound);
            Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE);
            path.toFile().deleteOnExit(); // where a signal ends this command before the agent has come
            return new MeetingSocket(channel, selector, path, file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            Files.deleteIfExists(bound);
            throw e;
        } finally {
            Files.deleteIfExists(privately);
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Waits so long for the agent; null where it hasn't come. */
    SocketLines accept(long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
        }
        SocketChannel agent = channel.accept();
        return agent == null ? null : SocketLines.of(agent);
    }

    /** Whether it still stands there: another command may have put its own in its place, and taken that away again. */
    boolean stands() {
        try {
            return file.equals(key(path));
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
        if (stands()) {
            try {
                Files.delete(path);
            } catch (NoSuchFileException gone) {
                return;
            }
        }
    }
}
