// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file of procfs or sysfs that holds little. It is read as a stream, since all that goes through a channel leaves the
 * thread a direct buffer for life, out of the service's own allowance.
 */
public final class SmallFile {
    private static final int LIMIT = 4096;

    private SmallFile() {}

    /** Its beginning, at most 4 KiB, without blanks around, as ISO 8859-1; null where it can't be read. */
    public static String text(Path path) {
        return text(path, LIMIT);
    }

    /** @param limit in bytes, what is beyond is left out */
    public static String text(Path path, int limit) {
        byte[] bytes = bytes(path, limit);
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }

    /** Its beginning as it is; null where it can't be read. */
    public static byte[] bytes(Path path, int limit) {
        try {
            File file = path.toFile();
            if (!file.isFile()) {
                return null; // without the exception that opening it would show in a recording
            }
            try (FileInputStream in = new FileInputStream(file)) {
                return in.readNBytes(limit);
            }
        } catch (IOException | RuntimeException refused) {
            return null;
        }
    }

    /** The word in brackets of {@code always [madvise] never}; null where there is none. */
    static String choice(Path path) {
        String text = text(path);
        int open = text == null ? -1 : text.indexOf('[');
        int close = open < 0 ? -1 : text.indexOf(']', open);
        return close <= open + 1 ? null : text.substring(open + 1, close);
    }

    static Long number(Path path) {
        return number(text(path));
    }

    /** Null for what is not a whole number without a sign. */
    static Long number(String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Long.valueOf(text);
    }
}
