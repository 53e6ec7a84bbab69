// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.publish.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** The file that a page is written to: whole or not at all, and never over what is somebody else's. */
final class PageFile {
    private static final String EXTENSION = ".jfr";

    private PageFile() {}

    /** Next to the recording: {@code service.jfr} gives {@code service.html}. */
    static Path beside(Path recording) {
        String name = String.valueOf(recording.getFileName());
        boolean usual = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION) && name.length() > EXTENSION.length();
        String stem = usual ? name.substring(0, name.length() - EXTENSION.length()) : name;
        return recording.resolveSibling(stem + ".html");
    }

    /**
     * @param named whether the user named it
     * @throws WrongUsage where it must not be written to
     */
    static void check(Path page, Path recording, boolean named) throws WrongUsage {
        Path directory = page.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new WrongUsage("there is no directory " + directory + " to write " + page.getFileName() + " to");
        }
        if (Files.isDirectory(page)) {
            throw new WrongUsage(page + " is a directory: name a file with -o");
        }
        if (Files.exists(page)) {
            if (same(page, recording)) {
                throw new WrongUsage(page + " is the recording itself: name another file with -o");
            }
            if (!named && !ours(page)) {
                throw new WrongUsage(
                        page + " exists and is no report of Buddyscope's: name it with -o to overwrite it, or another");
            }
        }
    }

    private static boolean same(Path page, Path recording) {
        try {
            return Files.isSameFile(page, recording);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean ours(Path page) {
        byte[] begin = ReportPage.BEGIN.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(page)) {
            return Arrays.equals(in.readNBytes(begin.length), begin);
        } catch (IOException e) {
            return false;
        }
    }

    static void write(Path page, String html) throws IOException {
        Path target = Files.isSymbolicLink(page) ? page.toRealPath() : page;
        if (Files.exists(target) && !Files.isRegularFile(target)) { // a device or a pipe
            Files.writeString(target, html);
            return;
        }
        Path whole = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.deleteIfExists(whole); // of a process that had this id before, or a link that somebody put in the way
            Files.writeString(whole, html, StandardOpenOption.CREATE_NEW);
            try {
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
