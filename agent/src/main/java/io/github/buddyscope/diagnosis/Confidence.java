// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

/** How far the evidence carries a cause. */
public enum Confidence {
    /** Every zone's rejection follows from printed numbers, or the rest can't change the cause. */
    HIGH,
    /** A number had to be inferred (kernel version, a missing line), and another value could change the cause. */
    MEDIUM,
    /** Little more than the header is there, or the numbers lie within the error of the report. */
    LOW
}
