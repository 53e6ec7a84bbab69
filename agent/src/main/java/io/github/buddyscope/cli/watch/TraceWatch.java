// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.parse.trace.TraceSink;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.tracefs.TraceScope;
import io.github.buddyscope.source.tracefs.TracefsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Stalls and failed attempts from tracefs, where this process may trace. */
final class TraceWatch implements TraceSink, AutoCloseable {
    private final TraceDigest digest = new TraceDigest();
    private final Path tasks;
    private final SourceState refused;
    private final TracefsSource source;

    /**
     * @param on false to trace nothing
     * @param pid of the watched JVM, whose threads are marked; null for none
     */
    TraceWatch(boolean on, String pid) {
        Path own = new JvmTasks(Path.of("/proc")).byKernelId();
        this.tasks = pid == null || own == null ? null : Path.of("/proc", pid, "task");
        this.refused = on ? TracefsSource.look() : new SourceState(TracefsSource.NAME, Status.OFF, "--trace off", "");
        this.source = refused.status() == Status.OK
                ? new TracefsSource(TraceScope.HOST, this, TimeNamespace.monotonicNanos(), own)
                : null;
    }

    void start() {
        if (source != null) {
            source.start();
        }
    }

    SourceState state() {
        return source == null ? refused : source.state();
    }

    /** Whether stalls are told one by one. */
    boolean works() {
        return source != null && source.sinceNanos() != 0 && source.state().status() != Status.UNAVAILABLE;
    }

    @Override
    public void failure(AllocationFailure failure) {
        digest.add(failure, ours(failure.task()));
    }

    @Override
    public void stall(AllocationStall stall) {
        digest.add(stall, ours(stall.task()));
    }

    private boolean ours(TracedTask task) {
        return tasks != null && task != null && Files.exists(tasks.resolve(Integer.toString(task.tid())));
    }

    /** What came since the last time. */
    TraceDigest.Totals drain(HostSample sample, List<Happening> told) {
        if (source != null && sample.vmStat() != null) {
            source.allocated(sample.nanos(), sample.vmStat().pagesAllocated());
        }
        return digest.drain(Instant.now(), told);
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }
}
