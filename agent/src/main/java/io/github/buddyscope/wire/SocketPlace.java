// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a socket's path is one that only who may be trusted can put a socket at. Who owns the path is the relay for those
 * who come: a false one could tell them anything, and have them prove to the true one that its connection is theirs.
 */
public final class SocketPlace {
    private static final Path ROOT = Path.of("/");
    private static final Path SELF = Path.of("/proc/self");
    private static final int WRITABLE_FOR_ALL = 0002;
    private static final int STICKY = 01000;

    private final int self;
    private final int root;

    private SocketPlace() throws IOException {
        self = owner(SELF);
        root = owner(ROOT); // another than 0 in a user namespace that has no root
    }

    /**
     * For whoever connects: the directories on the way may be anyone's, but none may be open for everyone to put something
     * else there.
     *
     * @return null where the path may be trusted; else what is wrong with it, in plain words
     */
    public static String objection(Path socket) {
        return objection(socket, false);
    }

    /**
     * For whoever listens: the directories on the way must be its own or root's as well, for an owner could put a link in
     * the way of what a privileged process does there.
     *
     * @return null where the path may be used; else what is wrong with it, in plain words
     */
    public static String objectionToListen(Path socket) {
        return objection(socket, true);
    }

    private static String objection(Path socket, boolean listens) {
        try {
            SocketPlace place = new SocketPlace();
            Path path = socket.toAbsolutePath();
            String objection = place.alongTheWay(path, listens);
            return objection != null ? objection : place.alongTheWay(real(path), listens);
        } catch (IOException unknown) {
            return null; // what isn't there, or may not be seen, can't be connected to either
        }
    }

    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        boolean missing = parent != null && !Files.exists(path);
        return missing ? parent.toRealPath().resolve(path.getFileName()) : path.toRealPath();
    }

    private String alongTheWay(Path path, boolean listens) throws IOException {
        for (Path entry = path; entry.getParent() != null; entry = entry.getParent()) {
            Path directory = entry.getParent();
            if (!Files.isDirectory(directory)) {
                continue; // to be made yet
            }
            int mode = (Integer) Files.getAttribute(directory, "unix:mode");
            if (listens && !trusted(owner(directory))) {
                return directory + " belongs to another user, who could put something else there";
            }
            if ((mode & WRITABLE_FOR_ALL) == 0) {
                continue;
            }
            if ((mode & STICKY) == 0) {
                return directory + " may be written by everyone, who could put something else there";
            }
            Integer owner = ownerOf(entry);
            if (owner == null && !listens) {
                return entry + " isn't there, and anyone could put something else there";
            }
            if (owner != null && !trusted(owner)) {
                return entry + " belongs to another user, who isn't root";
            }
        }
        return null;
    }

    /** What stands at that path now, a link and what it leads to: equal to what stood there before, or something else. */
    static List<Object> standing(Path path) throws IOException {
        String what = "unix:uid,dev,ino";
        return List.of(Files.readAttributes(path, what, LinkOption.NOFOLLOW_LINKS), Files.readAttributes(path, what));
    }

    /** Null where there's no such file. */
    private static Integer ownerOf(Path entry) throws IOException {
        try {
            return (Integer) Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private boolean trusted(int owner) {
        return owner == 0 || owner == self || owner == root;
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
