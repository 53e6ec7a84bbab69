// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.relay.RelayAccount;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelaySink;
import io.github.buddyscope.source.relay.RelayedFailure;
import io.github.buddyscope.wire.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes a relay's word where this process is refused the kernel's log or its trace: what can be read directly is, a relay is
 * better than nothing, and one that comes later than the service is found. In turn with the agent's tasks, but for what the client
 * hands on.
 */
public final class RelayWatch implements RelaySink, AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Path socket;
    private final boolean named;
    private final boolean mayKernel;
    private final boolean mayTrace;
    private final KernelWatch kernel;
    private final TraceWatch trace;
    private final long beganNanos = System.nanoTime();
    private RelayClient client;
    private long lookedNanos;
    private long metNanos; // when the client began
    private boolean kernelTaken;
    private boolean traceTaken;

    /**
     * @param option of the key {@code relay}
     * @param mayKernel whether kernel=auto
     * @param mayTrace whether trace=auto
     */
    public RelayWatch(String option, boolean mayKernel, boolean mayTrace, KernelWatch kernel, TraceWatch trace) {
        this.named = option.startsWith("/");
        this.socket = option.equals("off") ? null : named ? Path.of(option) : Protocol.SOCKET;
        this.mayKernel = mayKernel;
        this.mayTrace = mayTrace;
        this.kernel = kernel;
        this.trace = trace;
    }

    /** Every now and then. */
    public void tick(long now) {
        if (socket == null) {
            return;
        }
        boolean wantKernel = mayKernel && (kernelTaken || kernel.unreadable());
        boolean wantTrace = mayTrace && (traceTaken || trace.untraceable());
        if (client == null) {
            look(wantKernel, wantTrace, now);
            return;
        }
        client.want(wantKernel, wantTrace);
        RelayAccount told = client.account();
        if (wantKernel && !kernelTaken && reads(told.kernel())) {
            kernelTaken = true;
            kernel.take(client);
        }
        if (wantTrace && !traceTaken && reads(told.trace())) {
            traceTaken = true;
            trace.take(client);
        }
    }

    private void look(boolean wantKernel, boolean wantTrace, long now) {
        if (!wantKernel && !wantTrace || lookedNanos != 0 && now - lookedNanos < LOOK_NANOS) {
            return;
        }
        boolean settled = (!mayKernel || kernel.tried()) && (!mayTrace || trace.tried());
        if (!settled) {
            return;
        }
        lookedNanos = now;
        if (named || Files.exists(socket)) {
            client = new RelayClient(
                    socket, Version.text(), wantKernel, wantTrace, TimeNamespace.monotonicNanos(), this);
            client.start();
            metNanos = now;
        }
    }

    /** A relay is being asked for the first time: what it tells is taken soon. */
    public boolean meets(long now) {
        return client != null && !kernelTaken && !traceTaken && now - metNanos < PATIENCE_NANOS;
    }

    /** The state of a source that is refused, and not missed. */
    static SourceState instead(SourceState refused) {
        return new SourceState(
                refused.source(), Status.OFF, "a relay tells instead; " + refused.detail(), refused.remedy());
    }

    private static boolean reads(SourceState state) {
        return state != null && (state.status() == Status.OK || state.status() == Status.PARTIAL);
    }

    @Override
    public void failure(RelayedFailure failure) {
        kernel.relayed(failure);
    }

    @Override
    public void attempt(AllocationFailure failure, String thread) {
        trace.attempt(failure, thread);
    }

    @Override
    public void stall(AllocationStall stall, String thread) {
        trace.stall(stall, thread);
    }

    /** Whether it's known by now if there's a relay: before, being refused is no news. */
    public boolean decided() {
        return socket == null
                || kernelTaken
                || !mayKernel
                || lookedNanos != 0 && client == null
                || System.nanoTime() - beganNanos > PATIENCE_NANOS;
    }

    /** Of the relay and of its sources that are used; none where none is asked. */
    public List<SourceState> states() {
        List<SourceState> states = new ArrayList<>();
        if (client == null) {
            return states;
        }
        RelayAccount told = client.account();
        SourceState own = client.state();
        states.add(
                own.status() != Status.OK || told.proven()
                        ? own
                        : new SourceState(
                                own.source(),
                                Status.PARTIAL,
                                "it doesn't know which tasks are this JVM's: " + told.why(),
                                ""));
        if (own.status() == Status.UNAVAILABLE) {
            return states; // it's why its sources tell nothing
        }
        if (kernelTaken && told.kernel() != null) {
            states.add(told.kernel());
        }
        if (traceTaken && told.trace() != null) {
            states.add(told.trace());
        }
        return states;
    }

    /** Worth telling where somebody named a relay, or where one that told has gone. */
    public List<SourceState> news() {
        return named || kernelTaken || traceTaken ? states() : List.of();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
