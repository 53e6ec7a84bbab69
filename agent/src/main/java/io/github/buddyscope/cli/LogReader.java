// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one log, plain or gzipped and of any size, into a parser, in constant memory. One for each log. */
final class LogReader {
    /** Bytes of a line that are kept. */
    static final int LONGEST_LINE = LogScan.LONGEST_LINE;

    private final KernelLogParser parser;
    private final Progress progress;
    private final LogScan scan;

    LogReader(KernelLogParser parser, Progress progress) {
        this.parser = parser;
        this.progress = progress;
        this.scan = new LogScan(parser);
    }

    /**
     * Reads a file to its end, and flushes the parser, also after an error: what was read before is worth its verdict.
     *
     * @throws IOException where it can't be read, or is packed in a way that isn't known here
     */
    void read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        read(Files.newInputStream(file), file.toString(), Files.size(file));
    }

    /** The same with an input that stays open. */
    void read(InputStream in) throws IOException {
        read(new Unclosed(in), "standard input", 0);
    }

    private void read(InputStream raw, String name, long size) throws IOException {
        progress.begin(name, size, System.nanoTime());
        CountedInput counted = new CountedInput(raw);
        try (LogBlocks blocks = new LogBlocks(counted)) {
            for (LogBlock block = blocks.next(); block != null && !scan.stopped(); block = blocks.next()) {
                scan.take(block);
                progress.at(counted.bytes(), System.nanoTime());
            }
            scan.end();
        } finally {
            parser.flush();
            progress.clear();
        }
    }

    /** The rest isn't wanted: reading ends soon. For the parser's consumer. */
    void stop() {
        scan.stop();
    }

    /** Lines read so far. */
    long lines() {
        return scan.lines();
    }

    /** Lines of them that were longer than {@value #LONGEST_LINE} bytes, of which the rest was left out. */
    long shortened() {
        return scan.shortened();
    }
}
