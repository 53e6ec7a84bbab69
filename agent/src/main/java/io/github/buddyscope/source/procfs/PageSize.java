// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.parse.procfs.AuxvParser;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * The size of a page on this host, which is 4 KiB on x86 and up to 64 KiB on arm64 and ppc64.
 *
 * @param bytes of a page
 * @param from how it was found
 */
public record PageSize(long bytes, Origin from) {
    /** Where a page size comes from. */
    public enum Origin {
        /** {@code AT_PAGESZ}, which the kernel passes to every process. */
        AUXV,
        /** The smallest {@code KernelPageSize} of this process's mappings. */
        SMAPS,
        /** Neither could be read: 4 KiB is a guess. */
        ASSUMED
    }

    private static final int AUXV_LIMIT = 8192;
    /** Enough for some ninety mappings. */
    private static final int SMAPS_LIMIT = 64 << 10;

    /** The page size of the kernel that runs this process. */
    public static PageSize ofThisHost() {
        return discover(Path.of("/proc/self"));
    }

    static PageSize discover(Path self) {
        byte[] auxv = head(self.resolve("auxv"), AUXV_LIMIT);
        int wordBytes = "32".equals(System.getProperty("sun.arch.data.model")) ? 4 : 8;
        long bytes = AuxvParser.pageSize(auxv, auxv.length, wordBytes, ByteOrder.nativeOrder());
        if (bytes > 0) {
            return new PageSize(bytes, Origin.AUXV);
        }
        bytes = smallestKernelPage(new String(head(self.resolve("smaps"), SMAPS_LIMIT), StandardCharsets.ISO_8859_1));
        return bytes > 0 ? new PageSize(bytes, Origin.SMAPS) : new PageSize(4096, Origin.ASSUMED);
    }

    private static byte[] head(Path file, int limit) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** A mapping of huge pages gives theirs, hence the smallest. */
    private static long smallestKernelPage(String smaps) {
        long smallest = -1;
        int at = -1;
        while ((at = smaps.indexOf("KernelPageSize:", at + 1)) >= 0) {
            StringTokenizer line = new StringTokenizer(smaps.substring(at, Math.min(at + 64, smaps.length())));
            line.nextToken();
            String kib = line.hasMoreTokens() ? line.nextToken() : "";
            boolean whole = line.hasMoreTokens() && line.nextToken().equals("kB");
            Long number = whole && kib.length() <= 7 ? SmallFile.number(kib) : null;
            if (number != null) {
                long bytes = number << 10;
                if (AuxvParser.isPageSize(bytes) && (smallest < 0 || bytes < smallest)) {
                    smallest = bytes;
                }
            }
        }
        return smallest;
    }
}
