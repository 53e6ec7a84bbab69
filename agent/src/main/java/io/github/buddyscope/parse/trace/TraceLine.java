// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import io.github.buddyscope.model.TracedTask;

/**
 * One line of {@code trace_pipe} ({@code trace_print_context} in kernel/trace/trace_output.c), taken apart in place:
 *
 * <pre>
 *             java-24255   [001] ...1.  3890.303687: mm_page_alloc: page=(null) pfn=0 order=9 migratetype=1 gfp_flags=...
 *      GC Thread#0-24260 ( 24255) [000] ....   3890.303690: mm_vmscan_direct_reclaim_end: nr_reclaimed=8
 * CPU:1 [LOST 37 EVENTS]
 * </pre>
 *
 * <p>The name before the task id is up to 15 bytes of the task's own choice, dashes, blanks, brackets and newlines
 * included. So the first place is sought where all that the kernel puts between the name and the event follows without a
 * gap. Nothing of 15 bytes is long enough for that, and what the kernel adds to a part of it doesn't fit: after a
 * bracketed processor must come flags and a time, and the kernel's own text begins with a dash and the true id.
 *
 * <p>A mutable view, to be used for line after line: a line with a task and flags that were there before costs no
 * allocation.
 */
public final class TraceLine {
    /** What a line is. */
    public enum Kind {
        /** One of the {@link TraceEvent}s. */
        EVENT,
        /** {@code CPU:1 [LOST 37 EVENTS]}: the buffer was full. */
        LOST,
        /** A comment, or an event that isn't read. */
        OTHER,
        /** Neither: cut, or the first part of a line in whose task name there is a newline. */
        UNREADABLE
    }

    /** Number of lost events that the kernel couldn't tell, or a field that isn't there or is no number. */
    public static final long UNKNOWN = -1;

    private static final int NAME_LENGTH = 15;

    private final Names names = new Names();
    private final TraceFields fields = new TraceFields(names);
    private byte[] line;
    private int to;
    private int nameFrom;
    private int nameTo;
    private int tid;
    private int cpu;
    private boolean inInterrupt;
    private long micros;
    private TraceEvent event;
    private long lost;

    /** Looks at the bytes from {@code start} to {@code end}, without the newline. They must stay until the next call. */
    public Kind read(byte[] bytes, int start, int end) {
        line = bytes;
        to = end;
        event = null;
        if (start == end) {
            return Kind.OTHER;
        }
        if (readLost(start)) {
            return Kind.LOST;
        }
        int dashes = 0;
        for (int at = start; at < end && dashes <= NAME_LENGTH; at++) {
            if (bytes[at] == '-') {
                dashes++;
                if (readHeader(start, at)) {
                    return event == null ? Kind.OTHER : Kind.EVENT;
                }
            }
        }
        return bytes[start] == '#' ? Kind.OTHER : Kind.UNREADABLE;
    }

    private boolean readLost(int start) {
        if (!Ascii.startsWith(line, start, to, "CPU:")) {
            return false;
        }
        int at = Ascii.digitsEnd(line, start + 4, to);
        if (at == start + 4 || !Ascii.startsWith(line, at, to, " [LOST ")) {
            return false;
        }
        at += 7;
        int digits = Ascii.digitsEnd(line, at, to);
        lost = digits == at ? UNKNOWN : Ascii.number(line, at, digits);
        at = digits == at ? at : digits + 1;
        return at + 7 == to && Ascii.startsWith(line, at, to, "EVENTS]");
    }

    /** From the dash before the task id to the colon behind the event; true where all of it is there. */
    private boolean readHeader(int start, int dash) {
        int at = Ascii.digitsEnd(line, dash + 1, to);
        long id = Ascii.number(line, dash + 1, at);
        if (at == to || line[at] != ' ') {
            return false; // without that blank a name has room for a header
        }
        at = Ascii.blanksEnd(line, at, to);
        at = Ascii.blanksEnd(line, pastGroup(at), to);
        if (id < 0 || id > Integer.MAX_VALUE || at + 1 >= to || line[at] != '[') {
            return false;
        }
        int cpuEnd = Ascii.digitsEnd(line, at + 1, to);
        long processor = Ascii.number(line, at + 1, cpuEnd);
        if (processor < 0
                || processor > Integer.MAX_VALUE
                || cpuEnd + 1 >= to
                || line[cpuEnd] != ']'
                || line[cpuEnd + 1] != ' ') {
            return false;
        }
        int flags = Ascii.blanksEnd(line, cpuEnd + 1, to);
        int time = pastFlags(flags);
        int colon = pastTime(time);
        if (colon < 0 || !Ascii.startsWith(line, colon, to, ": ")) {
            return false;
        }
        int name = colon + 2;
        int nameEnd = name;
        while (nameEnd < to && line[nameEnd] != ':' && line[nameEnd] != ' ') {
            nameEnd++;
        }
        tid = (int) id;
        cpu = (int) processor;
        inInterrupt = hasInterruptFlag(flags, time);
        nameFrom = Ascii.blanksEnd(line, start, dash);
        nameTo = dash;
        fields.of(line, Math.min(nameEnd + 1, to), to);
        event = nameEnd < to && line[nameEnd] == ':' ? TraceEvent.named(line, name, nameEnd) : null;
        return true;
    }

    /** {@code (  123) } or {@code (-----) }, where the instance records thread groups. */
    private int pastGroup(int at) {
        if (at >= to || line[at] != '(') {
            return at;
        }
        int end = at + 1;
        while (end < to && (line[end] == ' ' || line[end] == '-' || Ascii.isDigit(line[end]))) {
            end++;
        }
        return end < to && line[end] == ')' ? end + 1 : at;
    }

    /** {@code ...1. }; kernels before 2.6.38 and an instance told so print none. */
    private int pastFlags(int at) {
        int end = at;
        while (end < to && line[end] != ' ') {
            end++;
        }
        int digits = Ascii.digitsEnd(line, at, to);
        boolean time = digits > at && digits < end && line[digits] == '.' && end > 0 && line[end - 1] == ':';
        return time ? at : Ascii.blanksEnd(line, end, to);
    }

    /** {@code 3890.303687}: seconds and microseconds. Returns where it ends, -1 where it is none. */
    private int pastTime(int at) {
        int point = Ascii.digitsEnd(line, at, to);
        int end = Ascii.digitsEnd(line, Math.min(point + 1, to), to);
        if (point == at || point >= to || line[point] != '.' || end - point - 1 != 6) {
            return -1;
        }
        long seconds = Ascii.number(line, at, point);
        if (seconds < 0 || seconds > Long.MAX_VALUE / 1_000_000_000L - 1) {
            return -1;
        }
        micros = seconds * 1_000_000 + Ascii.number(line, point + 1, end);
        return end;
    }

    public TraceEvent event() {
        return event;
    }

    /** Time on the trace's clock, microseconds. */
    public long micros() {
        return micros;
    }

    public int tid() {
        return tid;
    }

    /** Whether it happened in an interrupt, so that the task had nothing to do with it but to be interrupted. */
    boolean inInterrupt() {
        return inInterrupt;
    }

    /** A letter that no other flag has (trace_print_lat_fmt): hard or soft interrupt, NMI; its place moved once. */
    private boolean hasInterruptFlag(int from, int end) {
        for (int at = from; at < end; at++) {
            if ("hHszZ".indexOf(line[at]) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** How many events a line of {@link Kind#LOST} tells of; {@link #UNKNOWN} where it doesn't tell. */
    public long lost() {
        return lost;
    }

    /** The task, its name null where the tracer doesn't know it. */
    public TracedTask task() {
        boolean unknown = Ascii.startsWith(line, nameFrom, nameTo, "<...>") && nameTo - nameFrom == 5;
        return new TracedTask(unknown ? null : names.of(line, nameFrom, nameTo), tid, cpu);
    }

    /** The field's decimal number; {@link #UNKNOWN} where there is none. */
    long number(String field) {
        return fields.number(field);
    }

    /** The field's text; null where there is none. */
    String text(String field) {
        return fields.text(field);
    }

    /**
     * Whether {@code mm_page_alloc} tells of no page. A failure is printed as frame 0 ({@code pfn=0}, since 5.14 {@code
     * pfn=0x0}), which no allocator gives away; kernels up to 3.19, and those that print a hash of the missing page's
     * address, are known by that too.
     */
    boolean pageless() {
        return fields.isZero("pfn");
    }
}
