// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.relay.RelayAccount;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelaySink;
import io.github.buddyscope.source.relay.RelayedFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a relay tells where this command is refused the kernel's log or the trace: kind, order, zones and times, and not whose
 * it was, since the tasks are other processes'. For one thread, but for what the relay brings.
 */
final class RelayedWatch implements RelaySink, AutoCloseable {
    private final Path socket;
    private final Consumer<Happening> found;
    private final TraceDigest digest = new TraceDigest();
    private RelayClient client;

    /** @param socket where a relay may listen, now or later */
    RelayedWatch(Path socket, Consumer<Happening> found) {
        this.socket = socket;
        this.found = found;
    }

    /** Asks for what is refused, from now on. */
    void want(boolean log, boolean trace) {
        if (client != null) {
            client.want(log, trace);
        } else if ((log || trace) && Files.exists(socket)) {
            client = new RelayClient(socket, "watch", log, trace, TimeNamespace.monotonicNanos(), this);
            client.start();
        }
    }

    /** A relay may be there and hasn't answered yet. */
    boolean asked() {
        return client != null && client.state().status() == Status.OFF;
    }

    boolean tellsLog() {
        return client != null && reads(client.account().kernel());
    }

    boolean tellsTrace() {
        return client != null
                && client.account().tracedSinceNanos() != 0
                && reads(client.account().trace());
    }

    private static boolean reads(SourceState state) {
        return state != null && (state.status() == Status.OK || state.status() == Status.PARTIAL);
    }

    /** Of the relay, and of its sources that are used; none where none is asked. */
    List<SourceState> states() {
        List<SourceState> states = new ArrayList<>();
        if (client != null) {
            states.add(client.state());
            RelayAccount told = client.account();
            if (tellsLog()) {
                states.add(told.kernel());
            }
            if (tellsTrace()) {
                states.add(told.trace());
            }
        }
        return states;
    }

    @Override
    public void failure(RelayedFailure failure) {
        Instant time = Instant.now().plusNanos(failure.nanos() - System.nanoTime());
        found.accept(KernelLogWatch.happening(
                failure.report(), Diagnostician.diagnose(failure.report()), time, failure.live()));
    }

    @Override
    public void attempt(AllocationFailure failure, String thread) {
        digest.add(failure, false);
    }

    @Override
    public void stall(AllocationStall stall, String thread) {
        digest.add(stall, false);
    }

    /** What came since the last time. */
    TraceDigest.Totals drain(List<Happening> told) {
        return digest.drain(Instant.now(), told);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
