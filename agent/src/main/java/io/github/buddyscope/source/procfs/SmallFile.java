// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file of procfs or sysfs that holds a word or a number. */
final class SmallFile {
    private static final int LIMIT = 4096;

    private SmallFile() {}

    /** Its beginning without blanks around; null where it can't be read. */
    static String text(Path path) {
        File file = path.toFile();
        if (!file.isFile()) {
            return null;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(LIMIT), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
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
