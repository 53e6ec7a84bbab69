// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages real logs as log daemons, mail clients, several processors and malice do. */
final class Mutation {
    private static final String[] HOSTILE = {
        "\u001b[31m",
        "\u0000",
        "\\x0a",
        "#012",
        "\r",
        "\u00a0",
        "\u202e",
        "%s%n",
        "</script>",
        "\"",
        "\\",
        "\ud800",
        "99999999999999999999",
        "-1",
        "18446744073709551615",
        "kB",
        "= ",
        ": ",
        "page allocation failure: order:",
        "Node 0 ",
        "mode:0x",
        "(",
        ")",
        "[",
        "]",
        "|",
        ";",
        ",",
        "kernel: ",
        "<4>",
        "a".repeat(5_000)
    };

    private final Random random;
    private final List<List<String>> logs;

    Mutation(Random random, List<List<String>> logs) {
        this.random = random;
        this.logs = logs;
    }

    List<String> log() {
        List<String> log = new ArrayList<>(any());
        if (random.nextInt(3) == 0) {
            log = mixed(log, any());
        }
        for (int i = random.nextInt(12); i > 0 && !log.isEmpty(); i--) {
            mutate(log);
        }
        return log;
    }

    private List<String> any() {
        return logs.get(random.nextInt(logs.size()));
    }

    /** In runs, as two processors write. */
    private List<String> mixed(List<String> one, List<String> other) {
        List<String> mixed = new ArrayList<>();
        int i = 0;
        int j = 0;
        int run = 1 + random.nextInt(20);
        while (i < one.size() || j < other.size()) {
            for (int n = 1 + random.nextInt(run); n > 0 && i < one.size(); n--) {
                mixed.add(one.get(i++));
            }
            for (int n = 1 + random.nextInt(run); n > 0 && j < other.size(); n--) {
                mixed.add(other.get(j++));
            }
        }
        return mixed;
    }

    private void mutate(List<String> log) {
        int at = random.nextInt(log.size());
        String line = log.get(at);
        int column = random.nextInt(line.length() + 1);
        switch (random.nextInt(11)) {
            case 0 -> log.set(at, line.substring(0, column));
            case 1 -> log.set(at, line.substring(column));
            case 2 -> log.remove(at);
            case 3 -> log.add(random.nextInt(log.size() + 1), line);
            case 4 -> log.subList(0, at).clear();
            case 5 -> log.subList(at, log.size()).clear();
            case 6 -> {
                log.set(at, line.substring(0, column));
                log.add(at + 1, line.substring(column));
            }
            case 7 -> log.set(at, line + log.get(random.nextInt(log.size())));
            case 8 -> {
                log.remove(at);
                log.add(random.nextInt(log.size() + 1), line);
            }
            case 9 ->
                log.set(
                        at,
                        line.substring(0, column) + HOSTILE[random.nextInt(HOSTILE.length)] + line.substring(column));
            default -> log.set(at, flipped(line));
        }
    }

    private String flipped(String line) {
        StringBuilder hurt = new StringBuilder(line);
        for (int i = random.nextInt(8); i > 0 && hurt.length() > 0; i--) {
            hurt.setCharAt(random.nextInt(hurt.length()), (char) random.nextInt(random.nextInt(4) == 0 ? 65_536 : 128));
        }
        return hurt.toString();
    }
}
