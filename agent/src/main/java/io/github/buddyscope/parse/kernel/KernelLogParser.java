// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.mend.LineMender;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines of a log file in, failures out. While no report is open a line is only searched for a few literals, so that a large
 * log goes through at about the speed of a text search.
 */
public final class KernelLogParser {
    /** The first line of every boot (init/main.c, {@code linux_banner}). */
    static final String BOOT = "Linux version ";

    private final ReportAssembler assembler;
    private final LineMender mender = new LineMender(this::mended);
    private final PartialLines partial = new PartialLines();
    private final Runnable booted;
    private String before;
    private long numberBefore;

    /** @param consumer gets each failure once it is complete, in the order of their headers */
    public KernelLogParser(Consumer<FailureReport> consumer) {
        this(consumer, () -> {});
    }

    /** @param booted runs where the log shows that the kernel was started, after the failures before that */
    public KernelLogParser(Consumer<FailureReport> consumer, Runnable booted) {
        assembler = new ReportAssembler(consumer);
        this.booted = booted;
    }

    /**
     * Takes the next line of the log.
     *
     * @param number its number in the file, from 1
     * @param line with whatever stands before the kernel's text; what is beyond 16 Ki characters is left out
     */
    public void accept(long number, String line) {
        if (gathering()) {
            read(number, line);
        } else if (Anchors.in(line)) {
            if (before != null && numberBefore == number - 1) {
                read(numberBefore, before);
            }
            read(number, line);
        } else {
            before = line;
            numberBefore = number;
            return;
        }
        before = null;
    }

    /**
     * Whether the next lines matter whatever they say. While they don't, a line without any of {@link Anchors#literals()}
     * changes nothing, and needn't be brought here unless the next has one.
     */
    public boolean gathering() {
        return assembler.gathering() || mender.holding() || partial.holding();
    }

    private void read(long number, String line) {
        List<KernelLine> lines = partial.parse(number, line);
        for (int i = 0; i < lines.size(); i++) {
            mender.accept(lines.get(i));
        }
    }

    private void mended(KernelLine line) {
        if (line.text().startsWith(BOOT)) {
            assembler.idle();
            booted.run();
        }
        assembler.accept(line);
    }

    /** Ends the open reports: a log that is being followed has been quiet. */
    public void idle() {
        mender.flush();
        assembler.idle();
    }

    /** Ends the open reports at the end of the log. */
    public void flush() {
        mender.flush();
        partial.clear();
        before = null;
        assembler.flush();
    }
}
