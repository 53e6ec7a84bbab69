// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSink;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.kernellog.delivery.Text;

/** A source that was taken because better ones were refused, which its state goes on to say. */
final class ChosenSource implements KernelLogSource {
    private final KernelLogSource source;
    private final String refusals;
    private final String remedy;

    /** @param remedy what would grant a better source, besides what this one needs itself */
    ChosenSource(KernelLogSource source, String refusals, String remedy) {
        this.source = source;
        this.refusals = refusals;
        this.remedy = remedy;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public void start(KernelLogSink sink) {
        source.start(sink);
    }

    @Override
    public void holdPast() {
        source.holdPast();
    }

    @Override
    public void tellPast() {
        source.tellPast();
    }

    @Override
    public SourceState state() {
        SourceState state = source.state();
        return new SourceState(
                state.source(),
                state.status(),
                Text.joined(state.detail(), refusals),
                Text.joined(state.remedy(), remedy));
    }

    @Override
    public LogClock clock() {
        return source.clock();
    }

    @Override
    public boolean wantsLooks() {
        return source.wantsLooks();
    }

    @Override
    public void look() {
        source.look();
    }

    @Override
    public long linesRead() {
        return source.linesRead();
    }

    @Override
    public long linesLost() {
        return source.linesLost();
    }

    @Override
    public void close() {
        source.close();
    }
}
