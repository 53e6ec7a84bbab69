// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Why a log file can't be read, and the step that would help.
 *
 * @param kind what happened, to tell a new refusal from the one before
 */
public record FileRefusal(String kind, String detail, String remedy) {
    /** Nothing was refused. */
    public static final FileRefusal NONE = new FileRefusal("", "", "");

    /** This one where the same happened again (finding its remedy may ask a directory server), else a new one. */
    public FileRefusal or(Path path, IOException e) {
        String what = e.getClass().getName();
        if (kind.equals(what)) {
            return this;
        }
        if (e instanceof NoSuchFileException) {
            return new FileRefusal(what, path + " does not exist; it is read as soon as it does", "");
        }
        if (e instanceof AccessDeniedException) {
            return new FileRefusal(what, path + ": permission denied", permission(path));
        }
        return new FileRefusal(what, path + ": " + e, "");
    }

    FileRefusal or(FileRefusal other) {
        return kind.equals(other.kind) ? this : other;
    }

    /** What is there is no file to read lines from. */
    public static FileRefusal notAFile(Path path, boolean directory) {
        String what = directory ? " is a directory" : " is not a regular file";
        return new FileRefusal(what, path + what, "name the log file itself: kernel=file:PATH");
    }

    private static String permission(Path path) {
        String user = System.getProperty("user.name", "USER");
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            String group = attributes.group().getName();
            if (attributes.permissions().contains(PosixFilePermission.GROUP_READ) && !group.equals("root")) {
                return "add the user to the file's group: usermod -aG " + group + " " + user
                        + " (systemd: SupplementaryGroups=" + group + "), and start the service anew";
            }
        } catch (IOException | RuntimeException e) {
            return "let " + user + " enter the directory and read the file";
        }
        return "setfacl -m u:" + user + ":r " + path + ", and have logrotate create the next one so";
    }
}
