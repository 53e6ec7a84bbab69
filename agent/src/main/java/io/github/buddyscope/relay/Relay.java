// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.kernellog.kmsg.KmsgSource;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.tracefs.TraceCounts;
import io.github.buddyscope.source.tracefs.TracefsSource;
import io.github.buddyscope.wire.Message.Counts;
import io.github.buddyscope.wire.PlacedSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Owns all of the relay and closes it in reverse order. */
public final class Relay implements AutoCloseable {
    /**
     * @param socket where to listen
     * @param group who alone may connect; null for everyone
     * @param showTasks whether to show every task's name and id to everyone
     * @param proc the host's procfs
     * @param traceInstance an instance of tracefs that this user may use; null to make one
     */
    public record Settings(Path socket, String group, boolean showTasks, Path proc, Path traceInstance) {}

    private static final int MOST_FAILURES = 1_024;
    private static final long MOST_FAILURE_BYTES = 16 << 20;
    private static final int MOST_TRACED = 32_768;
    private static final long MOST_TRACED_BYTES = 16 << 20;
    private static final long REPLAY_MILLIS = 5_000;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Settings settings;
    private final String software;
    private final String run = UUID.randomUUID().toString();
    private final Ring failures = new Ring(MOST_FAILURES, MOST_FAILURE_BYTES);
    private final Ring traced = new Ring(MOST_TRACED, MOST_TRACED_BYTES);
    private final ProofSearch search;
    private final TaskOwners owners;
    private final HostLog log;
    private final KernelLogSource kernel;
    private final TracefsSource trace;
    private final HostSampler sampler;
    private PlacedSocket socket;
    private volatile EventLoop loop;
    private Thread thread;

    /** Starts nothing yet. */
    public Relay(Settings settings, String software) {
        this(settings, software, new KmsgSource(KmsgSource.DEVICE, new KernelClock()), true);
    }

    Relay(Settings settings, String software, KernelLogSource kernel, boolean traces) {
        this.settings = settings;
        this.software = software;
        this.kernel = kernel;
        HostProc proc = new HostProc(settings.proc());
        search = new ProofSearch(proc, this::wake);
        owners = new TaskOwners(proc);
        log = new HostLog(failures, owners, settings.showTasks(), TimeNamespace.monotonicNanos(), this::wake);
        log.clock(kernel.clock());
        HostTrace found = new HostTrace(traced, owners, settings.showTasks(), this::wake);
        // the host's clock and the host's task ids: whoever is told of them has his own
        trace = traces ? TracefsSource.ofHost(found, settings.traceInstance()) : null;
        sampler = new HostSampler(settings.proc());
    }

    /**
     * Reads what the kernel holds, then listens. What can't be read is told by {@link #states()} and to the agents.
     *
     * @throws IOException where the socket can't be made, with the reason in plain words
     */
    public void start() throws IOException, InterruptedException {
        if (trace != null) {
            trace.start();
        }
        kernel.start(log);
        long deadline = System.nanoTime() + REPLAY_MILLIS * 1_000_000;
        while (!ready() && System.nanoTime() - deadline < 0) {
            log.awaitRead(20);
        }
        socket = RelaySocket.listen(settings.socket(), settings.group());
        HostFeed feed = new HostFeed(
                software,
                bootId(),
                run,
                settings.showTasks(),
                failures,
                traced,
                log,
                search,
                owners,
                this::states,
                this::counts);
        loop = new EventLoop(socket.channel(), feed);
        thread = new Thread(null, loop, "buddyscope-relay", 0, false);
        thread.start();
        search.start();
    }

    private boolean ready() {
        boolean read = log.hasRead() || kernel.state().status() == Status.UNAVAILABLE;
        return read && (trace == null || trace.decided());
    }

    private void wake() {
        EventLoop open = loop;
        if (open != null) {
            open.wake();
        }
    }

    /** To be called about once a second: a trace that costs too much is cut down by what the host does. */
    public void tick() {
        if (trace != null && trace.sinceNanos() != 0) {
            HostSample sample = sampler.sample();
            if (sample.vmStat() != null) {
                trace.allocated(sample.nanos(), sample.vmStat().pagesAllocated());
            }
        }
    }

    /** Of the kernel's log and of the trace. */
    public List<SourceState> states() {
        return trace == null ? List.of(kernel.state()) : List.of(kernel.state(), trace.state());
    }

    private Counts counts() {
        TraceCounts counts = trace == null ? TraceCounts.NONE : trace.counts();
        return new Counts(
                kernel.linesRead(),
                kernel.linesLost(),
                log.last(),
                tracedSince(),
                trace != null && trace.tracesFailures(),
                counts.events(),
                counts.lost(),
                counts.dropped(),
                counts.mixed());
    }

    private long tracedSince() {
        long since = trace == null ? 0 : trace.sinceNanos();
        return since == 0 ? 0 : since - TimeNamespace.monotonicNanos();
    }

    /** Agents connected now. */
    public int agents() {
        EventLoop open = loop;
        return open == null ? 0 : open.connected();
    }

    /** Whether it still listens. */
    public boolean alive() {
        return thread != null && thread.isAlive();
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        if (loop != null) {
            loop.close();
        }
        if (socket != null) {
            socket.close();
        }
        if (thread != null) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        search.close();
        sampler.close();
        kernel.close();
        if (trace != null) {
            trace.close();
        }
    }
}
