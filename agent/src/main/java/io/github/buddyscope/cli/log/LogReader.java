// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import io.github.buddyscope.cli.terminal.Progress;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one log, plain or gzipped and of any size, into a parser, in constant memory. One for each log. */
public final class LogReader {
    /** Bytes of a line that are kept. */
    public static final int LONGEST_LINE = LogScan.LONGEST_LINE;

    private final KernelLogParser parser;
    private final Progress progress;
    private final Runnable silence;
    private final LogScan scan;

    /** @param silence runs when an input that may stay open, such as a pipe, has brought nothing for a while */
    public LogReader(KernelLogParser parser, Progress progress, Runnable silence) {
        this.parser = parser;
        this.silence = silence;
        this.progress = progress;
        this.scan = new LogScan(parser);
    }

    /**
     * Reads a file to its end, and flushes the parser, also after an error: what was read before is worth its verdict.
     *
     * @throws IOException where it can't be read, or is packed in a way that isn't known here
     */
    public void read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        boolean regular = Files.isRegularFile(file);
        read(Files.newInputStream(file), file.toString(), regular ? Files.size(file) : 0, regular ? null : silence);
    }

    /** The same with an input that stays open. */
    public void read(InputStream in) throws IOException {
        read(new Unclosed(in), "standard input", 0, silence);
    }

    private void read(InputStream raw, String name, long size, Runnable silence) throws IOException {
        progress.begin(name, size, System.nanoTime());
        CountedInput counted = new CountedInput(raw);
        try (LogBlocks blocks = new LogBlocks(counted, LogBlock.SIZE, silence)) {
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
    public void stop() {
        scan.stop();
    }

    /** The log's first line and the one that was looked at last, as they lie there; null before. */
    public String firstLine() {
        return scan.firstLine();
    }

    /** The line that was looked at last; see {@link #firstLine()}. */
    public String lastLine() {
        return scan.lastLine();
    }

    /** Lines read so far. */
    public long lines() {
        return scan.lines();
    }

    /** Lines of them that were longer than {@value #LONGEST_LINE} bytes, of which the rest was left out. */
    public long shortened() {
        return scan.shortened();
    }
}
