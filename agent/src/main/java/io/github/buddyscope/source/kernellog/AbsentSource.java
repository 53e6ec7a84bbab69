// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSink;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;

/** No kernel log: switched off. */
final class AbsentSource implements KernelLogSource {
    private final SourceState state;

    AbsentSource(SourceState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return state.source();
    }

    @Override
    public void start(KernelLogSink sink) {}

    @Override
    public SourceState state() {
        return state;
    }

    @Override
    public LogClock clock() {
        return line -> null;
    }

    @Override
    public long linesRead() {
        return 0;
    }

    @Override
    public long linesLost() {
        return 0;
    }

    @Override
    public void close() {}
}
