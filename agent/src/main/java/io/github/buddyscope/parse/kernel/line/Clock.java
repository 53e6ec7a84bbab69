// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Micros;

/**
 * When a line was printed, in microseconds by the kernel's clock and by the log daemon's, whichever the line gives.
 */
public record Clock(Long kernel, Long daemon) {
    /** The clocks of a line. */
    public static Clock of(KernelLine line) {
        Long daemon = line.time() == null ? null : (Long) Micros.of(line.time());
        return new Clock(line.kernelMicros(), daemon);
    }

    /** Whether the line gives a time at all. */
    public boolean isKnown() {
        return kernel != null || daemon != null;
    }

    /** Microseconds from the other to this, by a clock that both have; 0 where there is none. */
    public long since(Clock other) {
        if (kernel != null && other.kernel != null) {
            return kernel - other.kernel;
        }
        return daemon != null && other.daemon != null ? daemon - other.daemon : 0;
    }
}
