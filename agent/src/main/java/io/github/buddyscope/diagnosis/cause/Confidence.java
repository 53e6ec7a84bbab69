// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

/**
 * How far the evidence carries a cause. With {@link Cause#UNKNOWN} it says how sure that is: HIGH where the report itself
 * shows that no lack of pages is behind it (an address range, a bounce buffer, a kill asked for by hand), LOW where the
 * evidence is missing.
 */
public enum Confidence {
    /** Every zone's rejection follows from printed numbers, or the rest can't change the cause. */
    HIGH,
    /**
     * Something had to be inferred (the kernel's version, a missing line, a reserve that this kernel doesn't print), and
     * another value could change the cause; or the kernel says so itself, but prints no numbers.
     */
    MEDIUM,
    /**
     * Little more than the header is there, or the numbers lie within the error of the report: one per cent of what is
     * free, or what changed between two lines of the same report.
     */
    LOW
}
