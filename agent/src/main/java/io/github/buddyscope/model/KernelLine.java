// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.time.LocalDateTime;

/**
 * One line of the kernel's, without whatever a log daemon or a terminal put before it.
 *
 * @param number the line's number in its file from 1, or the record's sequence number in {@code /dev/kmsg}
 * @param text what the kernel printed; other tenants may have had a hand in it, so treat it as hostile
 * @param kernelMicros the kernel's own time stamp (local_clock, microseconds), null where the log doesn't give one
 * @param time wall-clock time as the log daemon wrote it, null where it wrote none; a year that it left out is 0; UTC where
 *     it wrote seconds since 1970, as the journal's JSON has them
 * @param caller {@code T1234} or {@code C5} where the kernel prints caller ids ({@code CONFIG_PRINTK_CALLER}), else null
 * @param arrival when a live source read it; null for lines of a file read as a whole
 */
public record KernelLine(
        long number, String text, Long kernelMicros, LocalDateTime time, String caller, Arrival arrival) {
    /**
     * @param nanos {@link System#nanoTime()} right after the read
     * @param live false for what the log already held when the source was opened
     */
    public record Arrival(long nanos, boolean live) {}

    /** The same line as it was read then. */
    public KernelLine arrived(Arrival then) {
        return new KernelLine(number, text, kernelMicros, time, caller, then);
    }

    /** The same line with other words. */
    public KernelLine withText(String words) {
        return new KernelLine(number, words, kernelMicros, time, caller, arrival);
    }
}
