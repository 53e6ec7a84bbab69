// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the kernel fail an order-6 allocation for a thread of its own, named ring-writer, each time a line comes in: takes
 * almost all free memory as huge pages, then asks for a ring buffer that can't be had. Gives everything back.
 */
public final class FailsAnAllocation {
    private static final Path POOL = Path.of("/proc/sys/vm/nr_hugepages");
    private static final int LEAVE_KB = 600_000;

    private FailsAnAllocation() {}

    public static void main(String[] arguments) throws Exception {
        Path instance = Path.of(arguments[0]);
        System.out.println("ready");
        while (System.in.read() == '\n') {
            Thread writer = new Thread(() -> fail(instance), "ring-writer");
            writer.start();
            writer.join();
            System.out.println("tried");
        }
    }

    private static void fail(Path instance) {
        try {
            long before = Long.parseLong(Files.readString(POOL).strip());
            Files.createDirectory(instance);
            try {
                write(instance.resolve("buffer_subbuf_size_kb"), 4 << 6);
                write(POOL, before + (availableKb() - LEAVE_KB) / 2048);
                try {
                    write(instance.resolve("buffer_size_kb"), 8_000_000);
                } catch (IOException outOfMemoryAsItShould) {
                    write(instance.resolve("buffer_size_kb"), 4);
                }
                // the agent looks the thread up when the report has ended
                Thread.sleep(3_000);
            } finally {
                write(POOL, before);
                Files.delete(instance);
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("failed: " + e);
        }
    }

    private static long availableKb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemAvailable:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no MemAvailable");
    }

    private static void write(Path file, long number) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
