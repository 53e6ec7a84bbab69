// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A process's sockets of the Internet families, as the kernel lists them (Documentation/networking/proc_net_tcp.rst). */
final class NetworkSockets {
    private static final List<String> TABLES =
            List.of("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6");

    private static final int INODE = 9;
    private static final String LISTENING = "0A"; // TCP_LISTEN
    private static final String ACCEPTING = "00010000"; // __SO_ACCEPTCON

    private NetworkSockets() {}

    /** Their lines, each with the table that it stands in. */
    static List<String> of(long pid) throws IOException {
        Set<String> own = inodes(pid);
        List<String> found = new ArrayList<>();
        for (String table : TABLES) {
            Path file = Path.of("/proc/" + pid + "/net/" + table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] columns = line.strip().split(" +");
                if (columns.length > INODE && own.contains(columns[INODE])) {
                    found.add(table + ": " + line.strip());
                }
            }
        }
        return found;
    }

    /** Addresses at which it listens: of the Internet families, and of Unix sockets, whose tables say so each its own way. */
    static Set<String> listening(long pid) throws IOException {
        Set<String> listening = new TreeSet<>();
        for (String line : of(pid)) {
            String[] columns = line.split(" +");
            if (columns[4].equals(LISTENING)) {
                listening.add(columns[0] + columns[2]);
            }
        }
        Set<String> own = inodes(pid);
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/unix"))) {
            String[] columns = line.strip().split(" +");
            if (columns.length > 6 && columns[3].equals(ACCEPTING) && own.contains(columns[6])) {
                listening.add("unix:" + (columns.length > 7 ? columns[7] : ""));
            }
        }
        return listening;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
