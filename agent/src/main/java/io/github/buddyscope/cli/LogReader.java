// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one log, plain or gzipped and of any size, into a parser. One for each log. */
final class LogReader {
    /** Bytes of a line that are kept. */
    static final int LONGEST_LINE = LogLines.LONGEST;

    private final KernelLogParser parser;
    private final Progress progress;
    private LogLines lines;
    private boolean stopped;

    LogReader(KernelLogParser parser, Progress progress) {
        this.parser = parser;
        this.progress = progress;
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
        try (InputStream in = Files.newInputStream(file)) {
            progress.begin(file.toString(), Files.size(file), System.nanoTime());
            read(in, file.toString());
        }
    }

    /** The same with an input that stays open. */
    void read(InputStream in) throws IOException {
        progress.begin("standard input", 0, System.nanoTime());
        read(in, null);
    }

    private void read(InputStream raw, String name) throws IOException {
        try (InputStream log = LogInput.open(name == null ? new Unclosed(raw) : raw)) {
            lines = new LogLines(log);
            for (String line = lines.next(); line != null && !stopped; line = lines.next()) {
                parser.accept(lines.number(), line);
            }
        } finally {
            parser.flush();
            progress.clear();
        }
    }

    /** The rest isn't wanted: reading ends soon. For the parser's consumer. */
    void stop() {
        stopped = true;
    }

    /** Lines read so far. */
    long lines() {
        return lines == null ? 0 : lines.number();
    }

    /** Lines of them that were longer than {@value #LONGEST_LINE} bytes, of which the rest was left out. */
    long shortened() {
        return lines == null ? 0 : lines.shortened();
    }
}
