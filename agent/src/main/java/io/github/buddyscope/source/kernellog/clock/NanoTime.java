// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.util.function.LongSupplier;

/** {@link System#nanoTime()} for those whose tests turn the clock. */
public final class NanoTime implements LongSupplier {
    @Override
    public long getAsLong() {
        return System.nanoTime();
    }
}
