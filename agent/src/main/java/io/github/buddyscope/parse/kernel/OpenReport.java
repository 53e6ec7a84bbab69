// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Request;
import java.util.HashSet;
import java.util.Set;

/**
 * A report while its lines come in. Reports without a failure of their own (an OOM kill's, a dump that somebody asked for)
 * are followed too, so that their lines are not taken for another's.
 */
final class OpenReport {
    static final int MAX_LINES = 600;
    static final int MAX_TEXT = 64 * 1024;

    private final HeaderForm form;
    private final KernelLine header;
    private final String task;
    private final StackDump stack = new StackDump();
    private final StringBuilder text = new StringBuilder();
    private final long began;
    private final Clock beganClock;
    private String headerText;
    private FailureHeader failure;
    private Request request;
    private MemoryDump memory;
    private final Set<OpenReport> stackTakers = new HashSet<>();
    private final Set<OpenReport> memoryTakers = new HashSet<>();
    private int suppressed;
    private int occurrences = 1;
    private int lines;
    private int droppedLines;
    private long lastLine;
    private Clock lastClock;
    private boolean closed;

    /**
     * @param form null for a memory dump whose beginning isn't there
     * @param position of the header among all lines
     */
    OpenReport(HeaderForm form, KernelLine header, FailureHeader failure, long position, Clock clock) {
        this.form = form;
        this.header = header;
        this.headerText = header.text();
        this.failure = failure;
        this.request = failure == null ? null : failure.request();
        this.task = failure != null ? failure.task() : form == null ? null : form.task(header.text());
        this.began = position;
        this.beganClock = clock;
        took(header.text(), position, clock);
    }

    HeaderForm form() {
        return form;
    }

    KernelLine header() {
        return header;
    }

    String headerText() {
        return headerText;
    }

    boolean isFailure() {
        return failure != null;
    }

    String task() {
        return task;
    }

    Request request() {
        return request;
    }

    StackDump stack() {
        return stack;
    }

    /** Null before the memory dump. */
    MemoryDump memory() {
        return memory;
    }

    long began() {
        return began;
    }

    Clock beganClock() {
        return beganClock;
    }

    long lastLine() {
        return lastLine;
    }

    Clock lastClock() {
        return lastClock;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** May have a memory dump of its own, of which nothing has come yet. */
    boolean awaitsMemory() {
        return memory == null || !memory.begun();
    }

    boolean inMemory() {
        return memory != null;
    }

    void beginMemory(boolean begun) {
        memory = new MemoryDump(begun);
        stack.end();
    }

    /** Keeps a line's text, as far as there is room. */
    void took(String line, long position, Clock clock) {
        lastLine = position;
        lastClock = clock;
        if (lines == MAX_LINES || text.length() + line.length() + 1 > MAX_TEXT) {
            droppedLines++;
            return;
        }
        if (lines++ > 0) {
            text.append('\n');
        }
        text.append(line);
    }

    /** A piece of the header that came as a line of its own; false where it is none. */
    boolean extendHeader(String piece) {
        String joined = failure == null ? headerText : FailureHeader.joined(headerText, piece);
        FailureHeader longer = joined.equals(headerText) ? null : FailureHeader.parse(joined);
        if (longer == null) {
            return false;
        }
        headerText = joined;
        failure = longer;
        request = longer.request();
        return true;
    }

    void cpuset(CpusetLine line) {
        request = new Request(
                request.order(),
                request.mode(),
                request.flags(),
                request.nodemask(),
                line.cpuset(),
                line.memsAllowed());
    }

    void suppressed(int reports) {
        suppressed = reports;
    }

    void occurrences(int times) {
        occurrences = times;
    }

    void repeated(int times) {
        occurrences = (int) Math.min(Integer.MAX_VALUE, (long) occurrences + times);
    }

    /** A younger report was given frames that might have been this one's. */
    void lostFramesTo(OpenReport younger) {
        stackTakers.add(younger);
    }

    /** A younger report was given lines of a dump that might have been this one's. */
    void lostMemoryTo(OpenReport younger) {
        memoryTakers.add(younger);
    }

    /** This report goes on after all, so frames that the younger ones were given may have been this one's. */
    void stackGoesOn() {
        for (OpenReport taker : stackTakers) {
            taker.stack.lose();
        }
        stackTakers.clear();
    }

    /** This report's dump goes on after all, so it can't be told which line was whose. */
    void memoryGoesOn() {
        stackGoesOn();
        for (OpenReport taker : memoryTakers) {
            taker.memory.lose();
            memory.lose();
        }
        memoryTakers.clear();
    }

    FailureReport report() {
        return new FailureReport(
                form.kind(),
                header,
                request,
                stack.origin(task),
                memory == null ? MemInfo.NONE : memory.memInfo(),
                null,
                suppressed,
                occurrences,
                droppedLines,
                text.toString());
    }
}
