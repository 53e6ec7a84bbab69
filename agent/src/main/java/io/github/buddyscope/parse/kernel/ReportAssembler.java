// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.dump.StackDump;
import io.github.buddyscope.parse.kernel.dump.StackHeader;
import io.github.buddyscope.parse.kernel.header.CpusetLine;
import io.github.buddyscope.parse.kernel.header.WarnAllocHeader;
import io.github.buddyscope.parse.kernel.line.Clock;
import io.github.buddyscope.parse.kernel.oom.OomLine;
import java.util.function.Consumer;

/**
 * Gathers the lines of each failure report. Reports of several processors may come interleaved, cut short, and with other
 * lines between; what is there is given, and nothing of one report goes into another without a mark.
 *
 * <p>At most {@value OpenReports#MAX_OPEN} reports are open at a time, each with at most {@value OpenReport#MAX_LINES} lines
 * and {@value OpenReport#MAX_TEXT} characters of text. A report ends with its totals, with {@value
 * OpenReports#MAX_FOREIGN_LINES} lines or ten seconds of the kernel's time without a line of its own, or with
 * {@link #idle()}. Not for use by several threads.
 */
public final class ReportAssembler {
    private final OpenReports open;
    private final StackRouter stacks;
    private final MemoryRouter memories;
    private final OomRouter ooms;
    private final SlabRouter slabs = new SlabRouter();
    private final Beginnings beginnings;
    private long position;
    private long number = Long.MIN_VALUE;
    private OpenReport lastOwner;

    /** @param consumer gets each failure once it is complete, in the order of their headers */
    public ReportAssembler(Consumer<FailureReport> consumer) {
        open = new OpenReports(consumer);
        stacks = new StackRouter(open);
        memories = new MemoryRouter(open);
        ooms = new OomRouter(open);
        beginnings = new Beginnings(open, slabs, ooms);
    }

    /** Whether a report is open, so that the next lines matter whatever they say. */
    public boolean gathering() {
        return !open.isEmpty() || beginnings.pending();
    }

    /**
     * Takes the next line of the log. Lines of one kernel message that had several have the same number; only the first may
     * begin a report, since a name with a newline in it could forge one.
     */
    public void accept(KernelLine line) {
        position++;
        Clock clock = Clock.of(line);
        slabs.expire(position, clock);
        open.expire(position, clock);
        boolean first = line.number() != number;
        number = line.number();
        if (first && beginnings.take(line, position, clock)) {
            lastOwner = beginnings.begun();
            if (lastOwner != null) {
                stacks.reportBegins();
            }
            return;
        }
        if (open.isEmpty()) {
            return;
        }
        if (first && aside(line, clock)) {
            lastOwner = null;
            return;
        }
        OpenReport owner = continues(line, first) ? lastOwnerTakes(line) : owner(line);
        lastOwner = owner;
        if (owner == null) {
            open.foreign(line);
        } else {
            owner.took(line.text(), position, clock);
        }
    }

    /**
     * How slowly the reports are printed that {@link #settle} would hand on, in microseconds between two lines; -1 where
     * it would hand on none.
     */
    public long pace() {
        return open.pace();
    }

    /**
     * Hands on what is complete, without ending it: lines that a report may but needn't have (counts of some kernels behind
     * the totals, what became of a killed task) are still taken for its own, and left out.
     */
    public void settle() {
        open.settle();
    }

    /** Whether a report has begun of which more must come. */
    public boolean inProgress() {
        return open.inProgress() || beginnings.pending();
    }

    /** Ends the open reports: the log has been quiet, and a report's lines come in one go. */
    public void idle() {
        slabs.closeAll();
        open.closeAll();
        stacks.reset();
        beginnings.idle();
        lastOwner = null;
    }

    /** Ends the open reports at the end of the log; what comes next is another log. */
    public void flush() {
        idle();
        beginnings.flush();
        number = Long.MIN_VALUE;
    }

    /** Lines of an OOM kill's behind its dump, and a slab's: they are neither of a stack nor of a memory dump. */
    private boolean aside(KernelLine line, Clock clock) {
        OomLine oom = OomLine.of(line.text());
        return oom != null && ooms.take(line, oom, position, clock) || slabs.take(line);
    }

    /** Further lines of the message before: of one record, or without a stamp as dmesg prints them. */
    private boolean continues(KernelLine line, boolean first) {
        if (!first) {
            return true;
        }
        boolean stampless = line.kernelMicros() == null && line.time() == null;
        return stampless
                && lastOwner != null
                && lastOwner.lastClock().isKnown()
                && lastOwner.inMemory()
                && line.text().startsWith(" ");
    }

    private OpenReport lastOwnerTakes(KernelLine line) {
        DumpLine dump = DumpLine.of(line.text());
        if (lastOwner == null || !lastOwner.inMemory() || lastOwner.closed() || dump == null) {
            return null;
        }
        lastOwner.memory().add(dump, line.text());
        return lastOwner.memory().lost() ? null : lastOwner;
    }

    private OpenReport owner(KernelLine line) {
        StackHeader header = StackHeader.parse(line.text());
        if (header != null) {
            return stacks.header(line, header);
        }
        DumpLine dump = DumpLine.of(line.text());
        if (dump != null) {
            return dump.kind() == DumpLine.Kind.START ? memory(line) : memories.part(line, dump);
        }
        if (StackDump.isPart(line.text())) {
            return stacks.part(line);
        }
        return headerPiece(line);
    }

    /** A dump begins; one that nobody waits for is followed too, lest its lines be taken for another's. */
    private OpenReport memory(KernelLine line) {
        if (memories.anyAwaits(line)) {
            return memories.begin(line);
        }
        OpenReport unknown = new OpenReport(null, line, null, position, Clock.of(line));
        unknown.beginMemory(true);
        open.add(unknown);
        return unknown;
    }

    /** The cpuset's line of 4.11 to 4.20, or a piece that broke off the header. */
    private OpenReport headerPiece(KernelLine line) {
        OpenReport owner = null;
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (OpenReports.mayOwn(r, line)
                    && !r.inMemory()
                    && r.stack().header() == null
                    && takesPiece(r, line.text())) {
                if (owner != null) {
                    return null;
                }
                owner = r;
            }
        }
        if (owner == null || !owner.isFailure()) {
            return owner;
        }
        CpusetLine cpuset = CpusetLine.parse(line.text(), owner.task());
        if (cpuset == null) {
            owner.extendHeader(line.text());
        } else {
            owner.cpuset(cpuset);
        }
        return owner;
    }

    private static boolean takesPiece(OpenReport r, String text) {
        if (r.task() != null && CpusetLine.parse(text, r.task()) != null) {
            return r.request() == null || r.request().cpuset() == null;
        }
        return r.isFailure() && !WarnAllocHeader.joined(r.headerText(), text).equals(r.headerText());
    }
}
