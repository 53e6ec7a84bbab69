// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.trace.TraceAssembler;
import io.github.buddyscope.parse.trace.TraceEvent;
import io.github.buddyscope.parse.trace.TraceSink;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.procfs.OwnProcess;
import io.github.buddyscope.thread.Threads;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Failed allocations and stalls as the kernel's tracepoints see them. One daemon thread, {@code buddyscope-trace}, makes the
 * instance, reads it and removes it; a shutdown hook ends that thread and waits a moment for it. It's tried once: a host
 * that refuses is not asked again.
 */
public final class TracefsSource implements BooleanSupplier, AutoCloseable {
    public static final String NAME = "tracefs";

    private static final long ALL_BUFFERS_KB = 8 << 10;
    private static final long LEAST_KB = 64;
    private static final long MOST_KB = 1 << 10;
    private static final long LEAST_REST_MILLIS = 50;
    private static final long MOST_REST_MILLIS = 250; // what is found is handed on no more often
    private static final long IDLE_REST_MILLIS = 1_000;
    private static final int IDLE_TIMES = 4;
    private static final int LARGEST_SHARE = 20; // a new instance may take one part in so many of what is available
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(2);
    private static final long EXIT_MILLIS = 700;

    private final TraceScope scope;
    private final TraceSink sink;
    private final long offsetNanos;
    private final Path ownTasks;
    private final Path proc;
    private final Path readyMade;
    private volatile FailureTracing failures;
    private final Thread thread;
    private final Thread hook;
    private final HeapRoom heap = new HeapRoom();
    private final SourceState outOfMemory =
            TracefsAccess.unavailable("the JVM was out of memory", "detach and attach the agent");
    private volatile SourceState state = new SourceState(NAME, Status.OFF, "not opened yet", "");
    private volatile TraceInstance instance;
    private volatile TraceAssembler assembler;
    private volatile TraceReader reader;
    private volatile boolean closed;
    private volatile boolean hurried = true;
    private volatile boolean decided;
    private volatile long sinceNanos;
    private volatile long bufferKb;

    /**
     * @param offsetNanos nanoseconds that this process's CLOCK_MONOTONIC is ahead of the host's (time_namespaces(7))
     * @param ownTasks a directory of this process's threads by the kernel's own ids; null where they aren't known
     */
    public TracefsSource(TraceScope scope, TraceSink sink, long offsetNanos, Path ownTasks) {
        this(scope, sink, offsetNanos, ownTasks, null);
    }

    private TracefsSource(TraceScope scope, TraceSink sink, long offsetNanos, Path ownTasks, Path readyMade) {
        this.readyMade = readyMade;
        this.scope = scope;
        this.sink = sink;
        this.offsetNanos = offsetNanos;
        this.ownTasks = ownTasks;
        this.proc = Path.of("/proc");
        this.thread = Threads.daemon(new Task(false), "buddyscope-trace");
        this.hook = Threads.daemon(new Task(true), "buddyscope-trace-exit");
    }

    /** What its threads do: as lambdas each would be linked by itself while the service starts. */
    private final class Task implements Runnable {
        private final boolean atExit;

        Task(boolean atExit) {
            this.atExit = atExit;
        }

        @Override
        public void run() {
            if (atExit) {
                end(EXIT_MILLIS);
            } else {
                trace();
            }
        }
    }

    /**
     * Every task's, in an instance that somebody has made and given to this process's user: that needs no capability.
     *
     * @param instance null to make one
     */
    public static TracefsSource ofHost(TraceSink sink, Path instance) {
        return new TracefsSource(TraceScope.HOST, sink, 0, null, instance);
    }

    /** Whether this host would let this process trace, without trying. */
    public static SourceState look() {
        return TracefsAccess.look(Tracefs.mounted());
    }

    /** Begins in the background: what comes of it is told by {@link #state()}. */
    public void start() {
        thread.start();
    }

    private void trace() {
        try {
            heap.await(this);
            if (closed) {
                return;
            }
            Tracefs tracefs = readyMade == null ? Tracefs.mounted() : new Tracefs(readyMade);
            if (tracefs == null) {
                state = TracefsAccess.notMounted();
            } else if (scope == TraceScope.THIS_JVM && ownTasks == null) {
                state = TracefsAccess.unavailable(
                        "this JVM has a pid namespace of its own, so the kernel's task ids aren't known here",
                        "trace=on traces every task; docker: --pid host, or the host's /proc mounted and proc= set to"
                                + " it");
            } else {
                trace(tracefs);
            }
        } catch (InterruptedException e) {
            interrupted();
        } catch (OutOfMemoryError e) {
            state = outOfMemory;
        } catch (SecurityException e) {
            state = TracefsAccess.unavailable(e.toString(), "grant java.security.AllPermission to buddyscope.jar");
        } catch (RuntimeException | Error e) {
            state = TracefsAccess.unavailable("failed with " + e, "");
        } finally {
            decided = true;
        }
    }

    private void trace(Tracefs tracefs) throws InterruptedException {
        String step = "looking for room";
        try {
            if (readyMade != null) {
                step = "using it";
                instance = TraceInstance.readyMade(readyMade);
            } else {
                String tooLarge = tooLarge(tracefs);
                if (tooLarge != null) {
                    state = TracefsAccess.unavailable(tooLarge, "");
                    return;
                }
                LeftOvers.remove(tracefs.instances(), proc);
                step = "making an instance";
                instance = TraceInstance.make(tracefs.instances(), OwnProcess.pid());
            }
            addHook();
            step = "setting it up";
            setUp(tracefs);
            decided = true;
            step = "reading it";
            int overspent = reader.read();
            if (overspent >= 0) {
                state = TracefsAccess.unavailable(
                        "ended itself: reading took " + overspent + " percent of a processor, more than "
                                + TraceBudget.CPU_PERCENT + ", for a minute",
                        "trace=jvm traces this JVM's threads only");
            }
        } catch (ClosedChannelException e) {
            interrupted();
        } catch (IOException e) {
            if (!closed) {
                state = readyMade == null
                        ? TracefsAccess.refused(tracefs.root(), step, e)
                        : TracefsAccess.refusedReadyMade(readyMade, e);
            }
        } finally {
            boolean interrupted = Thread.interrupted(); // or the removal couldn't wait
            remove();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void interrupted() {
        if (!closed) {
            state = TracefsAccess.unavailable("its thread was interrupted from outside", "");
        }
    }

    /** The kernel gives a new instance the usual buffers for every processor before anybody can ask for less. */
    private String tooLarge(Tracefs tracefs) throws IOException {
        long needed = tracefs.newInstanceKb() * tracefs.processors();
        long available = MemAvailable.kilobytes(proc);
        return available < 0 || needed <= available / LARGEST_SHARE
                ? null
                : "a new trace instance would take " + needed + " kB at once, and " + available + " kB are available";
    }

    private void setUp(Tracefs tracefs) throws IOException {
        TraceInstance own = instance;
        long kilobytes = Math.max(LEAST_KB, Math.min(MOST_KB, ALL_BUFFERS_KB / tracefs.processors()));
        own.bufferSize(kilobytes);
        own.usualOptions();
        own.useMonotonicClock();
        if (scope == TraceScope.THIS_JVM) {
            own.onlyThreads(ownTasks);
        }
        // begins before ends would be ends without begins: those are dropped, and counted
        own.enable(TraceEvent.COMPACTION_END);
        own.enable(TraceEvent.RECLAIM_END);
        own.enable(TraceEvent.COMPACTION_BEGIN);
        own.enable(TraceEvent.COMPACTION_TRY);
        own.enable(TraceEvent.RECLAIM_BEGIN);
        own.enable(TraceEvent.RECLAIM_RETRY_ZONE);
        own.enable(TraceEvent.COMPACT_RETRY);
        own.enable(TraceEvent.EXTFRAG);
        own.enableFailures();
        assembler = new TraceAssembler(sink, offsetNanos, own.has(TraceEvent.COMPACTION_TRY));
        bufferKb = kilobytes;
        reader = new TraceReader(own.pipe(), longestRestMillis(bufferKb, hurried), own.marker(), assembler);
        sinceNanos = System.nanoTime();
        SourceState whole = own.missing().isEmpty()
                ? SourceState.ok(NAME)
                : new SourceState(NAME, Status.PARTIAL, "not to be had here: " + String.join(", ", own.missing()), "");
        failures = new FailureTracing(own, new AllocationBudget(tracefs.processors()), whole);
        state = whole;
    }

    /**
     * A processor that makes 20,000 events a second, of some 50 bytes each, finds room as long as that; where nobody waits
     * for them, one that makes 5,000.
     */
    static long longestRestMillis(long kilobytes, boolean hurried) {
        return hurried
                ? Math.max(LEAST_REST_MILLIS, Math.min(MOST_REST_MILLIS, kilobytes))
                : Math.max(MOST_REST_MILLIS, Math.min(IDLE_REST_MILLIS, IDLE_TIMES * kilobytes));
    }

    /** Whether somebody waits for what happens now: as long as not, rests may be long while nothing happens. */
    public void hurry(boolean waited) {
        hurried = waited;
        TraceReader reading = reader;
        if (reading != null) {
            reading.rest(longestRestMillis(bufferKb, hurried));
        }
    }

    /** Whether failed allocations are seen, and not stalls alone. */
    public boolean tracesFailures() {
        TraceInstance own = instance;
        return own != null && sinceNanos != 0 && own.has(TraceEvent.PAGE_ALLOC);
    }

    /** Told now and then how many pages the host has handed out: where that's too many, failures aren't traced for a while. */
    public void allocated(long nowNanos, long pages) {
        FailureTracing tracing = failures;
        SourceState news = tracing == null || !thread.isAlive() ? null : tracing.allocated(nowNanos, pages);
        if (news != null) {
            state = news;
        }
    }

    private void addHook() throws ClosedChannelException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            closed = true;
            throw new ClosedChannelException(); // removed at once, as no hook will
        } catch (SecurityException refused) {
            // the next start removes what is left over
        }
    }

    private void remove() {
        TraceInstance own = instance;
        if (own != null) {
            own.remove();
        }
    }

    private void end(long millis) {
        closed = true;
        TraceInstance own = instance;
        if (own != null) {
            own.closePipe();
        }
        thread.interrupt();
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public SourceState state() {
        return state;
    }

    /** Whether {@link #state()} tells of more than the way to it. */
    public boolean decided() {
        return decided;
    }

    /** When everything that could be enabled was, {@link System#nanoTime()} scale; 0 before. */
    public long sinceNanos() {
        return sinceNanos;
    }

    public TraceCounts counts() {
        TraceAssembler lines = assembler;
        TraceReader reading = reader;
        return lines == null || reading == null
                ? TraceCounts.NONE
                : new TraceCounts(
                        lines.events(),
                        reading.lost(),
                        lines.dropped() + reading.failed(),
                        lines.unreadable(),
                        lines.backgroundCompactions(),
                        lines.mixed());
    }

    /** Removes the instance and ends the thread; returns when both are done, or after two seconds. */
    @Override
    public void close() {
        end(JOIN_MILLIS);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException | SecurityException exiting) {
            return;
        }
    }

    /** Whether somebody closed it, for those who wait. */
    @Override
    public boolean getAsBoolean() {
        return closed;
    }
}
