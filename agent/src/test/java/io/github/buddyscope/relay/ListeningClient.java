// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelaySink;
import io.github.buddyscope.source.relay.RelayedFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent's client, and what it was told. */
final class ListeningClient implements RelaySink, AutoCloseable {
    final List<RelayedFailure> failures = new CopyOnWriteArrayList<>();
    final List<AllocationStall> stalls = new CopyOnWriteArrayList<>();
    final RelayClient client;

    ListeningClient(Path socket) {
        client = new RelayClient(socket, "test", true, true, 0, this);
        client.start();
    }

    List<Long> numbers() {
        return failures.stream().map(f -> f.report().header().number()).toList();
    }

    @Override
    public void failure(RelayedFailure failure) {
        failures.add(failure);
    }

    @Override
    public void attempt(AllocationFailure failure, String thread) {
        throw new AssertionError("nothing of that kind was sent");
    }

    @Override
    public void stall(AllocationStall stall, String thread) {
        stalls.add(stall);
    }

    @Override
    public void close() {
        client.close();
    }
}
