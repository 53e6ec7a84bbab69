// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.util.function.Consumer;

/**
 * Lines of a log file in, failures out. While no report is open a line is only searched for a few literals, so that a large
 * log goes through at about the speed of a text search.
 */
public final class KernelLogParser {
    private final ReportAssembler assembler;

    /** @param consumer gets each failure once it is complete, in the order of their headers */
    public KernelLogParser(Consumer<FailureReport> consumer) {
        assembler = new ReportAssembler(consumer);
    }

    /**
     * Takes the next line of the log.
     *
     * @param number its number in the file, from 1
     * @param line with whatever stands before the kernel's text; what is beyond 16 Ki characters is left out
     */
    public void accept(long number, String line) {
        if (assembler.gathering() || mayMatter(line)) {
            for (KernelLine kernelLine : LogPrefix.parse(number, line)) {
                assembler.accept(kernelLine);
            }
        }
    }

    /**
     * Whether the next lines matter whatever they say. While they don't, a line without any of {@link Anchors#literals()}
     * changes nothing, and needn't be brought here.
     */
    public boolean gathering() {
        return assembler.gathering();
    }

    /** Ends the open reports: a log that is being followed has been quiet. */
    public void idle() {
        assembler.idle();
    }

    /** Ends the open reports at the end of the log. */
    public void flush() {
        assembler.flush();
    }

    private static boolean mayMatter(String line) {
        return HeaderForm.mentionedIn(line) || line.contains(Suppression.LITERAL) || line.contains(DumpLine.START);
    }
}
