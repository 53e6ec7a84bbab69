// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The older files of a rotated log, as logrotate(8) names them: {@code PATH.1}, the newest, {@code PATH.2} and so on, or
 * {@code PATH-20250414} with {@code dateext}. Compressed ones are left alone.
 */
final class Generations {
    private static final int MAX_NUMBER = 100;
    private static final int MAX_HOLES = 2; // a rotation under way leaves one
    private static final int MAX_DATED = 1000;
    private static final int ATTEMPTS = 5;

    private Generations() {}

    /**
     * Opens the file that was begun after the one with this key. The old one may have been renamed more than once since
     * anybody looked.
     *
     * @return null where it is still empty, or not there, or renamed in this very moment: try later
     */
    static OpenLog openSuccessor(Path path, Object key) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Path candidate = successor(path, key);
            Object before = key(candidate);
            if (before == null || before.equals(key)) {
                return null;
            }
            OpenLog opened = openIfThere(candidate, before);
            if (opened == null) {
                continue;
            }
            if (candidate.equals(successor(path, key)) && before.equals(key(candidate))) {
                if (candidate.equals(path) && opened.size() == 0) {
                    opened.close(); // logrotate has made it, the daemon has yet to hear of it
                    return null;
                }
                return opened;
            }
            opened.close();
        }
        return null;
    }

    private static Path successor(Path path, Object key) {
        Path newer = path;
        for (Path older : older(path)) {
            if (key.equals(key(older))) {
                return newer;
            }
            newer = older;
        }
        return path;
    }

    /**
     * Opens the copy that was made of a log before it was truncated, at the place up to which the log was read.
     *
     * @param since the log was whole then: a copy was made later
     * @return null where there is none
     */
    static OpenLog openCopy(Path path, OpenLog log, FileTime since) throws IOException {
        for (Path older : older(path)) {
            Object key = key(older);
            if (key == null || key.equals(log.key()) || changed(older).compareTo(since) < 0) {
                continue;
            }
            OpenLog opened = openIfThere(older, key);
            if (opened != null && opened.resume(log).copy()) {
                return opened;
            }
            if (opened != null) {
                opened.close();
            }
        }
        return null;
    }

    /** @return null where it was renamed meanwhile */
    private static OpenLog openIfThere(Path path, Object key) throws IOException {
        try {
            return OpenLog.open(path, key);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Newest first, as far as their names tell. */
    private static List<Path> older(Path path) {
        List<Path> all = new ArrayList<>();
        int holes = 0;
        for (int i = 1; i <= MAX_NUMBER && holes < MAX_HOLES; i++) {
            Path numbered = path.resolveSibling(path.getFileName() + "." + i);
            if (key(numbered) == null) {
                holes++;
            } else {
                all.add(numbered);
            }
        }
        List<Path> dated = dated(path);
        for (int i = dated.size() - 1; i >= 0; i--) {
            all.add(dated.get(i));
        }
        return all;
    }

    private static List<Path> dated(Path path) {
        List<Path> dated = new ArrayList<>();
        String prefix = path.getFileName() + "-";
        Path directory = path.toAbsolutePath().getParent();
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(
                directory, each -> each.getFileName().toString().startsWith(prefix))) {
            for (Path each : siblings) {
                if (dated.size() < MAX_DATED && !each.toString().endsWith(".gz")) {
                    dated.add(each);
                }
            }
        } catch (IOException | RuntimeException e) {
            return List.of(); // may not be listed: the numbered ones will have to do
        }
        dated.sort(null);
        return dated;
    }

    /** @return null for what isn't a regular file */
    private static Object key(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes.fileKey() : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static FileTime changed(Path path) {
        try {
            return (FileTime) Files.getAttribute(path, "unix:ctime");
        } catch (IOException | RuntimeException e) {
            return FileTime.fromMillis(Long.MAX_VALUE);
        }
    }
}
