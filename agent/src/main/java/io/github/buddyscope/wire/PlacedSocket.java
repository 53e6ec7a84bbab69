// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A Unix socket that listens at its path. It is bound in a directory that nobody else may enter, given its owner and mode there,
 * and only then moved to where others find it: at no time does it stand there with another mode. What stood there before makes
 * way. Whether the path is one where nobody else can exchange it meanwhile is for who places it to know ({@link SocketPlace}).
 */
public final class PlacedSocket implements Closeable {
    /** sockaddr_un's, with the zero at its end. */
    private static final int LONGEST_PATH = 108;

    private final ServerSocketChannel channel;
    private final Path path;
    private final Object file;

    private PlacedSocket(ServerSocketChannel channel, Path path, Object file) {
        this.channel = channel;
        this.path = path;
        this.file = file;
    }

    /** What is done with a socket before it stands at its path. */
    @FunctionalInterface
    public interface Fitting {
        /** @throws IOException where it isn't to be placed */
        void fit(Path bound) throws IOException;
    }

    /**
     * Listens at that path, which is absolute.
     *
     * @param backlog how many may wait to be accepted
     */
    public static PlacedSocket at(Path path, int backlog, Fitting fitting) throws IOException {
        Path privately = Files.createTempDirectory(
                path.getParent(),
                ".b",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path bound = privately.resolve("s");
        ServerSocketChannel channel = null;
        try {
            if (bound.toString().getBytes(StandardCharsets.UTF_8).length >= LONGEST_PATH) {
                throw new IOException(path + " is too long a path for a socket");
            }
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(bound), backlog);
            fitting.fit(bound);
            Object file = key(bound);
            Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE);
            return new PlacedSocket(channel, path, file);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
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

    /** Where those who connect are accepted. */
    public ServerSocketChannel channel() {
        return channel;
    }

    public Path path() {
        return path;
    }

    /** Whether it still stands there: another may have taken its place, and gone again. */
    public boolean stands() {
        try {
            return file.equals(key(path));
        } catch (IOException gone) {
            return false;
        }
    }

    /** Takes the socket away, unless another has taken its place. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (stands()) {
            try {
                Files.delete(path);
            } catch (NoSuchFileException gone) {
                return;
            }
        }
    }
}
