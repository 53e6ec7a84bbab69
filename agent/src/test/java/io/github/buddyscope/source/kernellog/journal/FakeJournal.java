// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A journal of a test's own, with the script of the test resources for a journalctl. */
public final class FakeJournal {
    private final Path directory;

    public FakeJournal(Path directory) throws IOException {
        this.directory = directory;
        try (InputStream script = FakeJournal.class.getResourceAsStream("/fake/journalctl")) {
            Files.copy(script, directory.resolve("journalctl"));
        }
        Files.setPosixFilePermissions(directory.resolve("journalctl"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(directory.resolve("entries"));
    }

    Journalctl journalctl() {
        return new Journalctl(List.of(directory.resolve("journalctl").toString()));
    }

    public JournalAccess access() {
        return new JournalAccess(journalctl(), List.of(directory.resolve("log")), directory.resolve("machine-id"));
    }

    /** Shell commands for the next calls to begin with; none with an empty text. */
    void first(String commands) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), commands);
        Files.move(next, directory.resolve("first"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    public void write(String text) throws IOException {
        Files.writeString(directory.resolve("entries"), text, CREATE, APPEND);
    }

    /** As after a vacuum: the next call finds these entries only. */
    void replace(String text) throws IOException {
        Files.delete(directory.resolve("entries"));
        write(text);
    }

    /** A kernel entry that was taken long before the test. */
    public String old(int number, String message) {
        return entry(number, 1000L + number * 1000L, 1500L + number * 1000L, "kernel", message);
    }

    /** A kernel entry of this moment. */
    public String fresh(int number, String message) {
        long taken = (System.nanoTime() - TimeNamespace.monotonicNanos()) / 1000;
        return entry(number, taken - 500, taken, "kernel", message);
    }

    static String entry(int number, long stamp, long taken, String transport, String message) {
        return "{\"__CURSOR\":\"" + cursor(number, taken) + "\",\"__REALTIME_TIMESTAMP\":\""
                + (1_700_000_000_000_000L + taken) + "\",\"__MONOTONIC_TIMESTAMP\":\"" + taken
                + "\",\"_BOOT_ID\":\"b0\",\"_TRANSPORT\":\"" + transport
                + "\",\"PRIORITY\":\"4\",\"SYSLOG_FACILITY\":\"0\",\"SYSLOG_IDENTIFIER\":\"kernel\""
                + ",\"_SOURCE_MONOTONIC_TIMESTAMP\":\"" + stamp + "\",\"MESSAGE\":\"" + message + "\"}\n";
    }

    static String cursor(int number, long taken) {
        return "s=5e;i=" + Integer.toHexString(number) + ";b=b0;m=" + Long.toHexString(taken) + ";t=1;x="
                + Integer.toHexString(number * 31);
    }

    List<String> calls() {
        return lines("calls");
    }

    List<String> environment() {
        return lines("environment");
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The children that still run. */
    public List<ProcessHandle> running() {
        Stream<Long> pids = calls().stream().map(call -> Long.parseLong(call.substring(0, call.indexOf(' '))));
        return pids.flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    void kill() {
        running().forEach(ProcessHandle::destroyForcibly);
    }
}
