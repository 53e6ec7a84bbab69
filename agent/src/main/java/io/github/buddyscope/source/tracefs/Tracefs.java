// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.source.procfs.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where tracefs is mounted. Nothing is ever mounted by us. */
final class Tracefs {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final int LONGEST_MOUNTS = 1 << 20;
    private static final List<Path> USUAL =
            List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));
    private static final String EXPANDED = "expanded: ";
    private static final int MOST_DIGITS = 12;

    private final Path root;

    Tracefs(Path root) {
        this.root = root;
    }

    /** The mounted one; null where there's none that this process could see. */
    static Tracefs mounted() {
        for (Path place : places(MOUNTS)) {
            if (Files.isDirectory(place)) {
                return new Tracefs(place);
            }
        }
        return null;
    }

    /** Mounted at those places, those that are usual first; a debugfs has it within. */
    static List<Path> places(Path mounts) {
        List<Path> found = new ArrayList<>();
        byte[] text = SmallFile.bytes(mounts, LONGEST_MOUNTS);
        if (text == null) {
            return found;
        }
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\n");
        add(found, lines, "tracefs", "");
        add(found, lines, "debugfs", "tracing");
        List<Path> usualFirst = new ArrayList<>(found);
        usualFirst.retainAll(USUAL);
        found.removeAll(USUAL);
        usualFirst.addAll(found);
        return usualFirst;
    }

    private static void add(List<Path> found, String[] mounts, String type, String within) {
        for (String mount : mounts) {
            String[] words = mount.split(" ");
            if (words.length > 2 && words[2].equals(type)) {
                try {
                    found.add(Path.of(words[1], within));
                } catch (InvalidPathException unspeakable) {
                    continue; // no name in the charset that this JVM runs with
                }
            }
        }
    }

    Path root() {
        return root;
    }

    Path instances() {
        return root.resolve("instances");
    }

    /** kB that a new instance has for every processor before anyone can make it smaller. */
    long newInstanceKb() throws IOException {
        String size = ControlFile.read(root.resolve("buffer_size_kb"));
        int expanded = size.indexOf(EXPANDED);
        return number(size, expanded < 0 ? 0 : expanded + EXPANDED.length());
    }

    /** The first at or after {@code from}; 0 where there's none. */
    private static long number(String text, int from) {
        int begin = from;
        while (begin < text.length() && !isDigit(text.charAt(begin))) {
            begin++;
        }
        long number = 0;
        for (int i = begin; i < text.length() && i - begin < MOST_DIGITS && isDigit(text.charAt(i)); i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Processors that have a buffer. */
    int processors() throws IOException {
        return Math.max(1, named(root.resolve("per_cpu"), "cpu").size());
    }

    /** What the directory has whose name begins so. A pattern would load the JDK's machine for patterns. */
    static List<Path> named(Path directory, String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path one : all) {
                if (one.getFileName().toString().startsWith(prefix)) {
                    found.add(one);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
