// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.wire.PlacedSocket;
import io.github.buddyscope.wire.SocketLines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A socket at which an agent finds this command, the JVM's user's alone. It's placed only within a directory in which nobody
 * can exchange it meanwhile, for a link say: where root watches another user's JVM, that user could have it change any file.
 */
final class MeetingSocket implements Closeable {
    private static final Path SELF = Path.of("/proc/self");
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int STICKY = 01000;
    private static final int WRITABLE_FOR_OTHERS = 0022;

    private final PlacedSocket socket;
    private final Selector selector;

    /** Says in plain words why no socket had better be there. */
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1L;

        private Unfit(String why) {
            super(why);
        }
    }

    private MeetingSocket(PlacedSocket socket, Selector selector) {
        this.socket = socket;
        this.selector = selector;
    }

    /**
     * Listens there, in the place of one that was left behind.
     *
     * @param user who owns it
     * @throws Unfit where another user could have a hand in it
     */
    static MeetingSocket listen(Path path, int user) throws IOException {
        mustBeOurs(path.getParent());
        PlacedSocket socket = PlacedSocket.at(path, 1, bound -> give(bound, user));
        path.toFile().deleteOnExit(); // where a signal ends this command before the agent has come
        Selector selector = null;
        try {
            socket.channel().configureBlocking(false);
            selector = Selector.open();
            socket.channel().register(selector, SelectionKey.OP_ACCEPT);
            return new MeetingSocket(socket, selector);
        } catch (IOException | RuntimeException e) {
            try (socket) {
                if (selector != null) {
                    selector.close();
                }
            }
            throw e;
        }
    }

    private static void give(Path bound, int user) throws IOException {
        if ((mode(bound) & WRITABLE_FOR_OTHERS) != 0) { // it is the mode that counts, for whoever connects
            throw new Unfit("others could use it, by this command's umask: run watch with umask 022");
        }
        if ((Integer) Files.getAttribute(bound, "unix:uid", LinkOption.NOFOLLOW_LINKS) != user) {
            Files.setAttribute(bound, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A directory in which nobody but root and this user can put anything else in the place of what this user makes there. */
    private static void mustBeOurs(Path directory) throws IOException {
        int mode = mode(directory);
        int owner = (Integer) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE) != DIRECTORY) {
            throw new Unfit(directory + " is a link, or no directory");
        }
        if (owner != 0 && owner != (Integer) Files.getAttribute(SELF, "unix:uid")) {
            throw new Unfit(directory + " belongs to another user, who could put something else there");
        }
        if ((mode & WRITABLE_FOR_OTHERS) != 0 && (mode & STICKY) == 0) {
            throw new Unfit(
                    directory + " may be written by others, who could put something else there: chmod +t " + directory);
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    /** Waits so long for the agent; null where it hasn't come. */
    SocketLines accept(long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
        }
        SocketChannel agent = socket.channel().accept();
        return agent == null ? null : SocketLines.of(agent);
    }

    /** Whether it still stands there: another command may have put its own in its place, and taken that away again. */
    boolean stands() {
        return socket.stands();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            socket.close();
        }
    }
}
