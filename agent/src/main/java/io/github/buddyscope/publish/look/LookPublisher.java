// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.look;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.Publisher;
import io.github.buddyscope.publish.TraceAccount;
import io.github.buddyscope.publish.Wording;
import io.github.buddyscope.wire.JvmLook;
import io.github.buddyscope.wire.SocketLines;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers commands that wait for this JVM's agent at a socket. Only those of the JVM's own user, or root, can: who may attach.
 */
public final class LookPublisher implements Publisher {
    private static final int MOST = 4;
    private static final int ATTEMPTS = 3;

    private final Path path;
    private final File file;
    private final String version;
    private final Supplier<JvmSample> jvm;
    private final BooleanSupplier room;
    private final Onlooker[] onlookers = new Onlooker[MOST];
    private volatile DirectActivity direct;
    private volatile TraceAccount trace;
    private volatile Verdict verdict;
    private volatile long stalledNanos;
    private volatile boolean asked;
    private long seen;
    private long failing;
    private int failures;
    private boolean closed;

    /**
     * @param path where commands wait
     * @param version of the agent
     * @param jvm asked on a thread of ours, for all but what the agent tells
     * @param room whether the heap has any; while it doesn't, nothing is begun and nothing answered
     */
    public LookPublisher(Path path, String version, Supplier<JvmSample> jvm, BooleanSupplier room) {
        this.room = room;
        this.path = path;
        this.file = path.toFile();
        this.version = version;
        this.jvm = jvm;
    }

    /**
     * Whether somebody waits, to be asked once a second: one look at a file name, which makes nothing, as long as nobody does.
     * Throws nothing.
     */
    public void look() {
        try {
            long stamp = file.lastModified();
            if (stamp != 0 && stamp != seen && room.getAsBoolean()) {
                connect(stamp);
            }
        } catch (RuntimeException | Error nothingReachesTheService) {
            return; // looked for again
        }
    }

    /** Once for each that is put there, and again where it failed for want of something. */
    private synchronized void connect(long stamp) {
        int free = 0;
        while (free < MOST && onlookers[free] != null && onlookers[free].isAlive()) {
            free++;
        }
        if (free == MOST || closed) {
            return;
        }
        SocketLines lines = null;
        try {
            lines = SocketLines.connect(path);
            Onlooker onlooker = new Onlooker(lines, this::sample, room, JvmLook.SILENCE_MILLIS);
            onlooker.start();
            onlookers[free] = onlooker;
            seen = stamp;
            asked = true;
        } catch (SocketLines.Untrusted | ConnectException nobodyListens) {
            seen = stamp; // another user's, or left behind
        } catch (IOException | RuntimeException | Error noMemoryFilesOrThreads) {
            close(lines);
            failed(stamp);
        }
    }

    private void failed(long stamp) {
        failures = stamp == failing ? failures + 1 : 1;
        failing = stamp;
        seen = failures < ATTEMPTS ? seen : stamp;
    }

    private static void close(SocketLines lines) {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException | RuntimeException gone) {
            return;
        }
    }

    /** Whether anybody ever looked. */
    public boolean asked() {
        return asked;
    }

    private JvmSample sample() {
        return jvm.get().with(agent());
    }

    private JvmSample.Agent agent() {
        DirectActivity activity = direct;
        TraceAccount traced = trace;
        Verdict last = verdict;
        boolean stalls =
                traced != null && traced.sinceNanos() != 0 && traced.state().status() != Status.UNAVAILABLE;
        return new JvmSample.Agent(
                version,
                activity == null ? null : rate(activity),
                activity == null ? null : (Long) activity.poolLimit(),
                stalls ? (Double) (stalledNanos / 1e6) : null,
                last == null ? null : last.first().time(),
                last == null ? null : last.standsFor().diagnosis().cause().name(),
                last == null ? null : last.part().role().role().name(),
                last == null ? "" : Wording.cut(last.summary()));
    }

    private static Double rate(DirectActivity activity) {
        long nanos = activity.toNanos() - activity.fromNanos();
        return activity.bytes() < 0 || nanos <= 0 ? null : (Double) (activity.bytes() * 1e9 / nanos);
    }

    @Override
    public void direct(DirectActivity activity) {
        direct = activity;
    }

    @Override
    public void trace(TraceAccount account) {
        trace = account;
    }

    /** What lies within another stall is in that one's time. */
    @Override
    public void stalled(TracedStall stall) {
        if (stall.inThisJvm() && stall.stall().outermost()) {
            stalledNanos += stall.stall().durationNanos(); // one thread at a time
        }
    }

    @Override
    public void verdict(Verdict latest) {
        verdict = latest;
    }

    @Override
    public void host(LatestHost latest) {
        // the command reads the host itself
    }

    @Override
    public void failure(KernelFailure failure) {
        // and the log
    }

    @Override
    public void health(AgentHealth health) {
        // asked for by other means
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Onlooker onlooker : onlookers) {
            if (onlooker != null) {
                onlooker.end();
            }
        }
    }
}
