// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.dump.MemoryDump;
import io.github.buddyscope.parse.kernel.dump.StackDump;
import io.github.buddyscope.parse.kernel.header.CpusetLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.Clock;
import io.github.buddyscope.parse.kernel.oom.OomEvent;
import io.github.buddyscope.parse.kernel.oom.OomLine;
import java.util.HashSet;
import java.util.Set;

/**
 * A report while its lines come in. Reports without a failure of their own (a dump that somebody asked for) are followed too,
 * so that their lines are not taken for another's.
 */
final class OpenReport implements Gathered {
    static final int MAX_LINES = 600;
    static final int MAX_TEXT = 64 * 1024;

    private final HeaderForm form;
    private final KernelLine header;
    private final String task;
    private final StackDump stack = new StackDump();
    private final KeptText text = new KeptText(MAX_LINES, MAX_TEXT);
    private final long began;
    private final Clock beganClock;
    private final OpenHeader told;
    private MemoryDump memory;
    private final OomEvent oom;
    private final Set<OpenReport> stackTakers = new HashSet<>();
    private final Set<OpenReport> memoryTakers = new HashSet<>();
    private int suppressed;
    private int occurrences = 1;
    private long lastLine;
    private Clock lastClock;
    private final LinePace pace = new LinePace();
    private boolean closed;

    /**
     * @param form null for a memory dump whose beginning isn't there
     * @param position of the header among all lines
     */
    OpenReport(HeaderForm form, KernelLine header, FailureHeader failure, long position, Clock clock) {
        this.form = form;
        this.header = header;
        this.told = new OpenHeader(header.text(), failure);
        this.task = failure != null ? failure.task() : form == null ? null : form.subject(header.text());
        this.oom = failure != null && failure.detail() instanceof OomKill kill ? new OomEvent(kill.adjustment()) : null;
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
        return told.text();
    }

    @Override
    public boolean isFailure() {
        return told.failure() != null;
    }

    /** Null but for an OOM kill. */
    OomEvent oom() {
        return oom;
    }

    String task() {
        return task;
    }

    Request request() {
        return told.request();
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

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** May have a memory dump of its own, of which nothing has come yet. */
    boolean awaitsMemory() {
        boolean comes = form == null || form.hasDump() && (oom == null || !oom.pastDump());
        return comes && (memory == null || !memory.begun());
    }

    @Override
    public boolean complete() {
        return ended() && (oom == null || !oom.ofGroup());
    }

    @Override
    public long pace() {
        return pace.micros();
    }

    /** Whether what a report of its form ends with has come; a few more lines may. */
    boolean ended() {
        return oom == null ? inMemory() && memory.complete() : oom.done();
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
        printed(position, clock);
        text.add(line);
    }

    private void printed(long position, Clock clock) {
        lastLine = position;
        if (lastClock != null) {
            pace.line(clock.since(lastClock));
        }
        lastClock = clock;
    }

    /** A piece of the header that came as a line of its own; false where it is none. */
    boolean extendHeader(String piece) {
        return told.extend(piece);
    }

    void cpuset(CpusetLine line) {
        told.cpuset(line);
    }

    /** The failure is of vmalloc, as a line before the header told. */
    void ofVmalloc(FailureHeader failure, KernelLine before) {
        told.becomes(failure);
        text.putFirst(before.text());
    }

    /** A line of an OOM kill's own. */
    void took(OomLine kind, String line, long position, Clock clock) {
        oom.take(kind, line);
        told.restricted(oom.summary());
        printed(position, clock);
        if (kind == OomLine.TABLE) {
            text.addOfMany(line);
        } else {
            text.add(line);
        }
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

    @Override
    public FailureReport report() {
        FailureHeader failure = told.failure();
        return new FailureReport(
                failure.kind(),
                header,
                told.request(),
                stack.origin(task),
                memory == null ? MemInfo.NONE : memory.memInfo(),
                oom == null ? failure.detail() : oom.detail(),
                suppressed,
                occurrences,
                text.dropped(),
                text.toString());
    }
}
