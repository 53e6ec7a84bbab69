// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import io.github.buddyscope.model.KernelLine;

/** Places a log's lines in time. Safe to call from any thread. */
public interface LogClock {
    /** @return null where the line carries nothing that could tell */
    KernelTime place(KernelLine line);
}
