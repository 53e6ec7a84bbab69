// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import io.github.buddyscope.text.Digits;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What {@code /proc/PID} tells of a process, without touching it. */
public final class JvmProcess {
    private static final int SIGQUIT = 3;
    private static final String AGENT = "buddyscope";

    private final Path directory;

    /** Of a process that need not exist. */
    public JvmProcess(String pid) {
        directory = Path.of("/proc", pid);
    }

    /** Whether the text is a number that a process may have. */
    public static boolean isPid(String text) {
        return !text.isEmpty() && text.length() <= 9 && Digits.only(text, 0, text.length());
    }

    /** Whether there is such a process now. */
    public boolean exists() {
        return Files.isDirectory(directory);
    }

    /** A JVM catches SIGQUIT; a process that doesn't would die of an attachment. False where it can't be told. */
    boolean surelyNoJvm() {
        String caught = statusField("SigCgt:");
        try {
            return caught != null && (Long.parseUnsignedLong(caught, 16) & (1L << (SIGQUIT - 1))) == 0;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }

    /** Whether one of its threads is the agent's main one. */
    public boolean carriesAgent() {
        return agentThreads().contains(AGENT);
    }

    /** Names of its threads that are the agent's, as the kernel has them: 15 characters at most. */
    Set<String> agentThreads() {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(directory.resolve("task"))) {
            for (Path task : tasks) {
                String name = firstLine(task.resolve("comm"));
                if (name.equals(AGENT) || name.startsWith(AGENT + "-")) {
                    names.add(name);
                }
            }
        } catch (IOException gone) {
            return names;
        }
        return names;
    }

    /**
     * The class or jar that it was started with, without a path and without its arguments, which may hold secrets; "" where
     * that can't be told.
     */
    public String mainClass() {
        try {
            String[] words = Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0");
            for (int i = 1; i < words.length; i++) {
                boolean takesNext = words[i].matches("-cp|-classpath|--class-path|-p|--module-path|--add-modules");
                if (words[i].equals("-jar") || words[i].equals("-m") || words[i].equals("--module")) {
                    return i + 1 < words.length ? words[i + 1].substring(words[i + 1].lastIndexOf('/') + 1) : "";
                }
                if (takesNext) {
                    i++;
                } else if (!words[i].startsWith("-") && !words[i].startsWith("@")) {
                    return words[i].substring(words[i].lastIndexOf('/') + 1);
                }
            }
        } catch (IOException unreadable) {
            return "";
        }
        return "";
    }

    /** Whether it is stopped, by a signal or a debugger. */
    public boolean stopped() {
        String state = statusField("State:");
        return state != null && (state.startsWith("T") || state.startsWith("t"));
    }

    /** The number of its user, by which it may do what it may; -1 where that can't be told. */
    public int user() {
        String users = statusField("Uid:"); // real, effective, saved, for files
        return users == null ? -1 : Integer.parseUnsignedInt(users.split("\\s+")[1]);
    }

    /** Its {@code stat}; "" where it has ended. */
    public String stat() {
        try {
            return Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /**
     * Which namespace it is in; "" where that may not be seen: it needs all the capabilities that the process has.
     *
     * @param kind as in {@code /proc/PID/ns}
     */
    public String namespace(String kind) {
        try {
            return Files.readSymbolicLink(directory.resolve("ns").resolve(kind)).toString();
        } catch (IOException | RuntimeException unseen) {
            return "";
        }
    }

    /** Whether it is seen to be in the same namespace of that kind as this process. */
    public boolean shares(String kind) {
        String namespace = namespace(kind);
        return !namespace.isEmpty() && namespace.equals(new JvmProcess("self").namespace(kind));
    }

    /** Its root as it can be reached from here: {@code /} where its {@code /tmp} is ours. */
    public Path root() {
        Path root = directory.resolve("root");
        try {
            return Files.isSameFile(root.resolve("tmp"), Path.of("/tmp")) ? Path.of("/") : root;
        } catch (IOException notToBeSeen) {
            return root;
        }
    }

    /**
     * The file in which a HotSpot JVM keeps its counters, as it has mapped it; null where there is none.
     *
     * @throws IOException where this user may not see what it has mapped
     */
    public Path counters() throws IOException {
        try (BufferedReader maps = Files.newBufferedReader(directory.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line; (line = maps.readLine()) != null; ) {
                int at = line.indexOf("/hsperfdata_");
                int slash = at < 0 ? -1 : line.indexOf('/');
                if (at >= 0 && line.indexOf('/', at + 1) > 0 && !line.endsWith(" (deleted)")) {
                    return root().resolve(line.substring(slash + 1));
                }
            }
        }
        return null;
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** A field of {@code /proc/PID/status}, null where it can't be read. */
    String statusField(String name) {
        try {
            for (String line : Files.readAllLines(directory.resolve("status"))) {
                if (line.startsWith(name)) {
                    return line.substring(name.length()).strip();
                }
            }
        } catch (IOException unreadable) {
            return null;
        }
        return null;
    }
}
