// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Micros;
import java.time.LocalDateTime;

/**
 * Puts the lines of a log, in their order, on one scale of time: the log daemon's where it wrote any, else the kernel's,
 * whichever the first line with a time has. The kernel's clock begins anew at each boot, and what lay between two boots
 * isn't known; then it counts as nothing. A year that syslog left out goes up by one where December turns into January.
 */
public final class LogTimes {
    /** Lines of several processors are written a little out of order; a clock that falls back further was reset. */
    private static final long FALLS_BACK = 1_000_000;

    /** No kernel ran for 3,000 years. */
    private static final long LATEST = 100_000_000_000_000_000L;

    /** In a leap year, like the year 0 that the parser gives, so that February has 29 days. */
    private static final int SOME_YEAR = 2000;

    private enum Scale {
        UNDECIDED,
        WALL,
        KERNEL
    }

    private Scale scale = Scale.UNDECIDED;
    private int boot;
    private boolean sawKernel;
    private long lastKernel;
    private long bootBegan;
    private long last;
    private int years;
    private LocalDateTime lastWithoutYear;

    /** The log says that the kernel was started: {@code Linux version …}. */
    public void booted() {
        if (sawKernel || scale != Scale.UNDECIDED) {
            boot++;
        }
        sawKernel = false;
        bootBegan = last;
    }

    /** Another log begins, of the same host for all that is known. */
    public void nextLog() {
        if (scale == Scale.WALL) {
            sawKernel = false;
        } else {
            booted();
        }
    }

    /** For the lines in their order; what a hostile log gives as a time is taken as it is, short of an overflow. */
    public LogTime of(KernelLine line) {
        Long kernel = line.kernelMicros() == null || line.kernelMicros() > LATEST ? null : line.kernelMicros();
        if (kernel != null) {
            if (sawKernel && kernel < lastKernel - FALLS_BACK) {
                booted();
            }
            lastKernel = sawKernel ? Math.max(lastKernel, kernel) : kernel;
            sawKernel = true;
        }
        if (scale == Scale.UNDECIDED) {
            scale = line.time() != null ? Scale.WALL : kernel != null ? Scale.KERNEL : Scale.UNDECIDED;
        }
        Long micros = null;
        if (scale == Scale.WALL && line.time() != null) {
            micros = wall(line.time());
        } else if (scale == Scale.KERNEL && kernel != null) {
            micros = Math.min(bootBegan, LATEST) + kernel;
        }
        if (micros != null) {
            last = micros;
        }
        return new LogTime(line.number(), micros, boot);
    }

    private long wall(LocalDateTime time) {
        LocalDateTime placed = time;
        if (time.getYear() == 0) {
            int before = lastWithoutYear == null ? 0 : lastWithoutYear.getMonthValue();
            boolean newYear = before >= 11 && time.getMonthValue() <= 2;
            boolean oldYear = before == 1 && time.getMonthValue() == 12; // an older file read after a newer one
            years += newYear ? 1 : oldYear ? -1 : 0;
            lastWithoutYear = time;
            placed = time.plusYears(SOME_YEAR + years);
        }
        return Micros.of(placed);
    }
}
