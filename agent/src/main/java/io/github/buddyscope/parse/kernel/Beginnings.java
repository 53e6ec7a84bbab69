// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.header.Suppression;
import io.github.buddyscope.parse.kernel.header.WarnAllocHeader;
import io.github.buddyscope.parse.kernel.line.Clock;
import io.github.buddyscope.parse.kernel.oom.OomLine;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import io.github.buddyscope.parse.kernel.prefix.Repetition;

/**
 * The lines that begin a report or belong before one: headers, headers in pieces, counts of suppressed reports, the old
 * line of vmalloc's, and repetitions that a log daemon counted.
 */
final class Beginnings {
    /** How far the rest of a header may stand from its begin. */
    private static final int MAX_BROKEN_LINES = 8;

    private final OpenReports open;
    private final SlabRouter slabs;
    private final OomRouter ooms;
    private final Suppressed suppressed = new Suppressed();
    private final VmallocLine vmalloc;
    private KernelLine brokenHeader;
    private long brokenAt;
    private OpenReport begun;
    private OpenReport lastHeader;
    private ShortFailure lastShort;

    Beginnings(OpenReports open, SlabRouter slabs, OomRouter ooms) {
        this.open = open;
        this.slabs = slabs;
        this.ooms = ooms;
        this.vmalloc = new VmallocLine(open);
    }

    /** A header came of which the rest is still to come. */
    boolean pending() {
        return brokenHeader != null;
    }

    /** The report that the last line began; null where it began none with a stack or dump. */
    OpenReport begun() {
        return begun;
    }

    /** Whether the line is one of those. */
    boolean take(KernelLine line, long position, Clock clock) {
        begun = null;
        Repetition repetition = Repetition.parse(line.text());
        vmalloc.end(position);
        if (repetition != null) {
            repeated(line, repetition, position, clock);
            return true;
        }
        Suppression suppression = Suppression.parse(line.text());
        if (suppression != null) {
            endShort();
            suppressed.add(suppression, position);
            return true;
        }
        KernelLine broken = brokenHeader;
        brokenHeader = null;
        HeaderForm form = HeaderForm.of(line.text());
        if (!isSecondWords(form)) {
            endShort();
        }
        if (form == null) {
            if (broken == null || mended(broken, line, position, clock)) {
                return broken != null;
            }
            // another processor may print between the pieces
            brokenHeader = position - brokenAt < MAX_BROKEN_LINES ? broken : null;
            return false;
        }
        if (form == HeaderForm.SHOW_MEMORY) {
            open(form, line, null, position, clock);
            return true;
        }
        FailureHeader failure = FailureHeader.parse(form, line.text());
        if (failure != null) {
            begin(form, line, failure, 1, position, clock);
            return true;
        }
        if (form == HeaderForm.PAGE_ALLOC_FAILURE) {
            brokenHeader = WarnAllocHeader.endsBeforeMode(line.text()) ? line : null;
            brokenAt = position;
            return brokenHeader != null;
        }
        return form.kind() == FailureKind.OOM_KILL && kill(line, position, clock);
    }

    /** The log has been quiet: what comes next continues nothing. */
    void idle() {
        brokenHeader = null;
        begun = null;
        lastHeader = null;
        lastShort = null;
        vmalloc.forget();
    }

    /** What comes next is another log. */
    void flush() {
        idle();
        suppressed.clear();
    }

    /** The failure of the line before is complete; a slab's may have more lines, and vmalloc's a header. */
    private void endShort() {
        if (lastShort != null && !vmalloc.is(lastShort) && !(lastShort instanceof SlabFailure)) {
            lastShort.close();
            open.handOn();
        }
        lastShort = null;
    }

    private boolean mended(KernelLine broken, KernelLine line, long position, Clock clock) {
        String joined = WarnAllocHeader.joined(broken.text(), line.text());
        FailureHeader failure = FailureHeader.parse(joined);
        if (failure == null || failure.kind() != FailureKind.PAGE_ALLOC_FAILURE) {
            return false;
        }
        begin(HeaderForm.PAGE_ALLOC_FAILURE, broken.withText(joined), failure, 1, position, clock);
        return true;
    }

    private void begin(
            HeaderForm form, KernelLine line, FailureHeader failure, int occurrences, long position, Clock clock) {
        if (secondWords(form, line, failure)) {
            return;
        }
        int before = suppressed.take(failure.kind(), position);
        if (form.hasDump()) {
            OpenReport report = open(form, line, failure, position, clock);
            report.suppressed(before);
            report.occurrences(occurrences);
            vmalloc.join(report, failure, before);
            return;
        }
        endShort();
        open.foreign(line);
        if (failure.kind() == FailureKind.SLAB_FAILURE) {
            SlabFailure slab = new SlabFailure(line, failure, before, occurrences, position, clock);
            slabs.begin(slab);
            lastShort = slab;
        } else {
            lastShort = new ShortFailure(line, failure, before, occurrences);
        }
        open.add(lastShort);
        if (form == HeaderForm.VMALLOC_LINE) {
            vmalloc.begin(lastShort, position, clock);
        }
    }

    private OpenReport open(HeaderForm form, KernelLine line, FailureHeader failure, long position, Clock clock) {
        endShort();
        begun = new OpenReport(form, line, failure, position, clock);
        lastHeader = begun;
        open.add(begun);
        return begun;
    }

    /** swiotlb says twice of one mapping that it failed. */
    private boolean secondWords(HeaderForm form, KernelLine line, FailureHeader failure) {
        if (isSecondWords(form) && lastShort != null && lastShort.sameMapping(failure)) {
            lastShort.took(line.text());
            endShort();
            return true;
        }
        return false;
    }

    private static boolean isSecondWords(HeaderForm form) {
        return form == HeaderForm.SWIOTLB_SPACE || form == HeaderForm.SWIOTLB_COHERENT;
    }

    private boolean kill(KernelLine line, long position, Clock clock) {
        OomLine kind = OomLine.of(line.text());
        if (kind == null) {
            return false;
        }
        endShort();
        if (ooms.take(line, kind, position, clock)) {
            return true;
        }
        OpenReport report = OomRouter.begin(line, kind, position, clock);
        if (report == null) {
            return false;
        }
        begun = report;
        lastHeader = report;
        open.add(report);
        return true;
    }

    private void repeated(KernelLine line, Repetition repetition, long position, Clock clock) {
        OpenReport last = lastHeader != null && lastHeader.isFailure() && !lastHeader.closed() ? lastHeader : null;
        if (repetition.text() == null) {
            if (lastShort != null && lastShort.header().number() == line.number() - 1) {
                shortRepeated(line, repetition.times(), position, clock);
            } else if (last != null && last.header().number() == line.number() - 1) {
                last.repeated(repetition.times());
            }
            return;
        }
        String text = LogPrefix.textOf(repetition.text());
        HeaderForm form = HeaderForm.of(text);
        FailureHeader failure = form == null ? null : FailureHeader.parse(form, text);
        if (failure == null) {
            return;
        }
        if (lastShort != null && lastShort.header().text().equals(text)) {
            shortRepeated(line, repetition.times(), position, clock);
        } else if (last != null && last.headerText().equals(text)) {
            last.repeated(repetition.times());
        } else {
            begin(form, line.withText(text), failure, repetition.times(), position, clock);
        }
    }

    private void shortRepeated(KernelLine line, int times, long position, Clock clock) {
        ShortFailure first = lastShort;
        if (!first.isHandedOn()) {
            first.repeated(times);
            return;
        }
        endShort(); // lest the repetition be taken for second words of the first
        String text = first.header().text();
        begin(HeaderForm.of(text), line.withText(text), first.failure(), times, position, clock);
    }
}
