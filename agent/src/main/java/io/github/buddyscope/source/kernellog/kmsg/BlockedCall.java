// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.nio.charset.StandardCharsets;

/**
 * The call into the kernel that a thread is blocked in, as {@code /proc/PID/task/TID/syscall} has it
 * (Documentation/filesystems/proc.rst): {@code 17 0x5 0x7f5d62b30000 0x4000 ...}, number and arguments; {@code running}
 * for a thread that has, or only lacks, a processor; {@code -1 ...} for one that is blocked outside of any call.
 */
final class BlockedCall {
    /** By {@code os.arch}: read, pread64. */
    private static final String[][] READS = {
        {"amd64", "0", "17"},
        {"aarch64", "63", "67"},
        {"riscv64", "63", "67"},
        {"loongarch64", "63", "67"},
        {"ppc64le", "3", "179"},
        {"s390x", "3", "180"},
    };

    private static final int COUNT = 3; // words before how many bytes are asked for

    private final byte[] read;
    private final byte[] positioned;
    private final byte[] count;

    private BlockedCall(String read, String positioned, int count) {
        this.read = ascii(read);
        this.positioned = ascii(positioned);
        this.count = ascii("0x" + Integer.toHexString(count));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A read of that many bytes; null where the call's number isn't known. */
    static BlockedCall read(String arch, int count) {
        for (String[] row : READS) {
            if (row[0].equals(arch)) {
                return new BlockedCall(row[1], row[2], count);
            }
        }
        return null;
    }

    /** Whether the line tells of that call. */
    boolean isIn(byte[] line, int length) {
        if (!word(line, 0, length, read) && !word(line, 0, length, positioned)) {
            return false;
        }
        int words = 0;
        for (int at = 0; at < length; at++) {
            if (line[at] == ' ' && ++words == COUNT) {
                return word(line, at + 1, length, count);
            }
        }
        return false;
    }

    private static boolean word(byte[] line, int from, int length, byte[] word) {
        int end = from + word.length;
        if (end >= length || line[end] != ' ') {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (line[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
