// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.source.procfs.SmallFile;
import io.github.buddyscope.wire.Nonce;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The calling thread as the kernel has it: its ids as this JVM's /proc numbers them, and its name. */
final class OwnThread {
    private static final Path SELF = Path.of("/proc/thread-self"); // Linux 3.17
    private static final int LONGEST_NAME = 64;

    private final Integer pid;
    private final Integer tid;
    private final byte[] name = name();

    private OwnThread(Integer pid, Integer tid) {
        this.pid = pid;
        this.tid = tid;
    }

    static OwnThread current() {
        try {
            String[] parts = Files.readSymbolicLink(SELF).toString().split("/");
            if (parts.length == 3) {
                return new OwnThread(Integer.valueOf(parts[0]), Integer.valueOf(parts[2]));
            }
        } catch (IOException | RuntimeException unknown) {
            return new OwnThread(null, null);
        }
        return new OwnThread(null, null);
    }

    /** Null where unknown. */
    Integer pid() {
        return pid;
    }

    /** Null where unknown. */
    Integer tid() {
        return tid;
    }

    /** Takes the name that proves whose this thread is; false where it's none, or can't be taken. */
    static boolean take(String nonce) {
        byte[] name = Nonce.bytes(nonce);
        return name != null && write(name);
    }

    /** Has the name again that it had when this was made. */
    void restoreName() {
        if (name.length > 0) {
            write(name);
        }
    }

    /** As the JVM shortened it; empty where unknown. */
    private static byte[] name() {
        byte[] line = SmallFile.bytes(SELF.resolve("comm"), LONGEST_NAME);
        return line == null ? new byte[0] : Arrays.copyOf(line, Math.max(0, line.length - 1));
    }

    private static boolean write(byte[] name) {
        try (FileOutputStream comm = new FileOutputStream(SELF.resolve("comm").toFile())) {
            comm.write(name);
            return true;
        } catch (IOException | RuntimeException refused) {
            return false;
        }
    }
}
