// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The host's processes as its procfs shows them. What has ended in between is simply not there. */
final class HostProc {
    private static final int START_BEHIND_NAME = 19; // field 22; what follows the name begins with field 3

    private static final int MOST_OWNERS = 4_096;

    private final Path proc;
    /** By their ids: to ask for a user's name each time may take a look into a directory service. */
    private final Map<Integer, UserPrincipal> owners = new ConcurrentHashMap<>();

    HostProc(Path proc) {
        this.proc = proc;
    }

    /** All processes that show; with hidepid, only the relay's own. */
    List<Integer> processes() {
        return numbers(proc);
    }

    List<Integer> threads(int pid) {
        return numbers(proc.resolve(Integer.toString(pid)).resolve("task"));
    }

    private static List<Integer> numbers(Path directory) {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                int number = number(entry.getFileName().toString());
                if (number > 0) {
                    numbers.add(number);
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return numbers;
        }
        return numbers;
    }

    /** Null where there's no such process. */
    UserPrincipal owner(int pid) {
        try {
            Path process = proc.resolve(Integer.toString(pid));
            Integer id = (Integer) Files.getAttribute(process, "unix:uid");
            UserPrincipal owner = owners.get(id);
            if (owner == null) {
                if (owners.size() >= MOST_OWNERS) {
                    owners.clear();
                }
                Map<String, Object> both = Files.readAttributes(process, "unix:uid,owner"); // of the same moment
                owner = (UserPrincipal) both.get("owner");
                owners.put((Integer) both.get("uid"), owner);
            }
            return owner;
        } catch (IOException gone) {
            return null;
        }
    }

    /** Clock ticks from the boot to its begin; -1 where there's no such process. */
    long start(int pid) {
        String stat = read(proc.resolve(Integer.toString(pid)).resolve("stat"));
        int name = stat.lastIndexOf(')');
        String[] fields =
                name < 0 ? new String[0] : stat.substring(name + 1).strip().split(" ");
        try {
            return fields.length > START_BEHIND_NAME ? Long.parseLong(fields[START_BEHIND_NAME]) : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** The process that a task belongs to; -1 where there's no such task. */
    int processOf(int tid) {
        return number(field(status(Integer.toString(tid)), "Tgid:"));
    }

    /** A process's numbers, this procfs's first and those of namespaces within behind it. */
    int[] ids(int pid) {
        return ids(status(Integer.toString(pid)));
    }

    /** A thread's numbers, likewise. */
    int[] ids(int pid, int tid) {
        return ids(status(pid + "/task/" + tid));
    }

    private static int[] ids(String status) {
        String ids = field(status, "NSpid:"); // Linux 4.1
        String[] words = (ids.isEmpty() ? field(status, "Pid:") : ids).split("\\s+");
        int[] numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = number(words[i]);
        }
        return numbers;
    }

    /** A thread's name as the kernel keeps it: 15 bytes of anything; null where there's no such thread. */
    byte[] name(int pid, int tid) {
        try {
            byte[] line = Files.readAllBytes(proc.resolve(pid + "/task/" + tid + "/comm"));
            return line.length == 0 ? null : java.util.Arrays.copyOf(line, line.length - 1);
        } catch (IOException gone) {
            return null;
        }
    }

    private String status(String of) {
        return read(proc.resolve(of).resolve("status"));
    }

    private static String field(String status, String name) {
        int at = status.indexOf("\n" + name);
        if (at < 0) {
            return "";
        }
        int from = at + 1 + name.length();
        int end = status.indexOf('\n', from);
        return status.substring(from, end < 0 ? status.length() : end).strip();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static int number(String word) {
        if (word.isEmpty() || word.length() > 9) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
