// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import io.github.buddyscope.parse.kernel.Anchors;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.text.LiteralSearch;
import io.github.buddyscope.text.Newlines;
import java.nio.charset.StandardCharsets;

/**
 * Takes the lines of a log to the parser: all of them while it gathers a report, else only those that hold an anchor. The
 * others are searched and counted as they lie there, without being made lines. The parser hears what it would hear from a
 * reader of every line, as far as it matters to it, with the same line numbers.
 *
 * <p>Lines end at a newline or the input's end and are decoded as UTF-8, with U+FFFD for what isn't. A line is kept up to
 * {@value #LONGEST_LINE} bytes, the rest of it is dropped.
 */
final class LogScan {
    /** Longer than any record of the kernel's, memory dumps in one record included. */
    static final int LONGEST_LINE = 64 * 1024;

    /** Lines before an anchor that the parser may want to join to it ({@link KernelLogParser#accept}). */
    private static final int LOOK_BACK = 1;

    private static final LiteralSearch ANCHORS = new LiteralSearch(Anchors.literals());

    private final KernelLogParser parser;
    private final byte[] rest = new byte[LONGEST_LINE];
    private int restLength;
    /** Within a line of which enough has been kept. */
    private boolean dropping;

    private long lines;
    private long shortened;
    private boolean stopped;
    private String firstLine;
    private String lastLine;

    LogScan(KernelLogParser parser) {
        this.parser = parser;
    }

    /** Takes the bytes that follow those of the block before. */
    void take(LogBlock block) {
        int from = LogBlock.HEAD - restLength;
        System.arraycopy(rest, 0, block.bytes, from, restLength);
        restLength = 0;
        if (dropping) {
            int newline = Newlines.next(block.bytes, from, block.end);
            dropping = newline == block.end;
            from = dropping ? newline : newline + 1;
        }
        int first = Math.max(from, LogBlock.HEAD); // what was left has no newline
        int end = Newlines.lineBegin(block.bytes, first, block.end);
        end = end == first ? from : end;
        wholeLines(block, from, end);
        if (block.end - end > LONGEST_LINE) {
            line(block.bytes, end, block.end);
            dropping = true;
        } else {
            restLength = block.end - end;
            System.arraycopy(block.bytes, end, rest, 0, restLength);
        }
    }

    /** The input has ended, and with it its last line. */
    void end() {
        if (restLength > 0 && !stopped) {
            line(rest, 0, restLength);
        }
        restLength = 0;
    }

    /** What comes is neither taken to the parser nor counted. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    long lines() {
        return lines;
    }

    /** The first line; null before. */
    String firstLine() {
        return firstLine == null ? lastLine : firstLine;
    }

    /** The line that was taken to the parser last, the log's last one at its end; null before. */
    String lastLine() {
        return lastLine;
    }

    long shortened() {
        return shortened;
    }

    private void wholeLines(LogBlock block, int from, int to) {
        if (firstLine == null && from < to) {
            firstLine = text(block.bytes, from, Newlines.next(block.bytes, from, to));
        }
        int at = from;
        while (at < to && !stopped) {
            if (!parser.gathering()) {
                int anchor = ANCHORS.find(block.view, at, to);
                int begin = anchor < 0 ? to : Newlines.lineBegin(block.bytes, at, anchor);
                passOver(block, at, begin);
                at = begin;
            }
            if (at < to && !stopped) {
                int newline = Newlines.next(block.bytes, at, to);
                line(block.bytes, at, newline);
                at = newline + 1;
            }
        }
    }

    /** Lines without an anchor: they are counted, and the last of them told, since the next may go on with them. */
    private void passOver(LogBlock block, int from, int to) {
        int last = to;
        for (int i = 0; i < LOOK_BACK && last > from; i++) {
            last = Newlines.lineBegin(block.bytes, from, last - 1);
        }
        int at = from;
        while (at < last) {
            int end = Math.min(last, at - at % LogBlock.STEP + LogBlock.STEP);
            int newlines = block.newlines(at, end);
            lines += newlines;
            at = newlines > 0 || end - at < LogBlock.STEP ? end : longLine(block, from, at, last);
        }
        while (last < to) {
            int newline = Newlines.next(block.bytes, last, to);
            line(block.bytes, last, newline);
            last = newline + 1;
        }
    }

    /** Counts the line around {@code at}, which may be too long; gives where the next begins. */
    private int longLine(LogBlock block, int from, int at, int to) {
        int newline = Newlines.next(block.bytes, at, to);
        lines++;
        shortened += newline - Newlines.lineBegin(block.bytes, from, at) > LONGEST_LINE ? 1 : 0;
        return newline + 1;
    }

    private void line(byte[] bytes, int from, int to) {
        lines++;
        shortened += to - from > LONGEST_LINE ? 1 : 0;
        lastLine = text(bytes, from, to);
        parser.accept(lines, lastLine);
    }

    private static String text(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, LONGEST_LINE);
        if (length > 0 && bytes[from + length - 1] == '\r') {
            length--;
        }
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
