// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.PlacedSocket;
import io.github.buddyscope.wire.SocketPlace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/**
 * The relay's socket at its path, with its owner and mode. A socket that nobody listens on any more makes way for it; one that
 * answers doesn't, and anything else than a socket is left alone.
 */
final class RelaySocket {
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private RelaySocket() {}

    /**
     * Listens at that path.
     *
     * @param group who alone may connect, besides the relay's own user; null for everyone
     * @throws IOException whose message says in plain words what is in the way
     */
    static PlacedSocket listen(Path path, String group) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new IOException(path + " is no place for a socket");
        }
        String objection = SocketPlace.objectionToListen(absolute);
        if (objection != null) {
            throw new IOException(objection);
        }
        makeDirectory(directory);
        makeWay(absolute);
        return PlacedSocket.at(absolute, ClientLimits.MOST, bound -> setMode(bound, group));
    }

    /** The last directory alone: where what should be there above it isn't, the path is a mistake. */
    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(directory)) {
                throw new IOException(directory + " is no directory", there);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(directory.getParent() + " does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException(directory + " can't be made: " + reason(e), e);
        }
    }

    private static void makeWay(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE) != SOCKET) {
            throw new IOException(path + " is there and is no socket");
        }
        if (answers(path)) {
            throw new IOException(path + ": another relay listens there");
        }
    }

    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a full backlog would block
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (java.net.ConnectException refused) {
            return false;
        } catch (IOException full) {
            return true;
        }
    }

    private static void setMode(Path bound, String group) throws IOException {
        if (group != null) {
            GroupPrincipal principal;
            try {
                principal =
                        bound.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            } catch (UserPrincipalNotFoundException e) {
                throw new IOException("there is no group " + group, e);
            }
            PosixFileAttributeView view = Files.getFileAttributeView(bound, PosixFileAttributeView.class);
            if (!principal.equals(view.readAttributes().group())) {
                view.setGroup(principal); // which a unit's filter of system calls may refuse
            }
        }
        Files.setPosixFilePermissions(
                bound, PosixFilePermissions.fromString(group == null ? "rw-rw-rw-" : "rw-rw----"));
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? "permission denied" : e.getReason();
    }
}
