// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Samples the host and remembers the sample before, for rates. {@link #read()} may wait for the host, and is apart from
 * {@link #taken} for that.
 */
public final class HostWatch {
    private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final HostSampler sampler;
    private final Timeline timeline;
    private final PageSize pageSize = PageSize.ofThisHost();
    private final Path proc;
    private HostSample previous;
    private volatile boolean reading;
    private volatile long begunNanos;

    /** @param proc where the host's procfs is mounted */
    public HostWatch(Path proc, Timeline timeline) {
        this.proc = proc;
        this.sampler = new HostSampler(proc);
        this.timeline = timeline;
    }

    /** Reads the host's files now. For one thread, which may be the host's own. */
    public HostSample read() {
        begunNanos = System.nanoTime();
        reading = true;
        try {
            return sampler.sample();
        } finally {
            reading = false;
        }
    }

    /** Whether a read takes so long that what was read before it tells nothing of now. */
    public boolean keepsWaiting() {
        return reading && System.nanoTime() - begunNanos > LONGEST_READ_NANOS;
    }

    /** What is known of the host while it {@link #keepsWaiting()}: nothing. In turn with what the agent does. */
    public HostReading nothing() {
        return taken(new HostSample(System.nanoTime(), List.of(), null, null));
    }

    /**
     * Takes what was read for the latest. In turn with what the agent does.
     *
     * @return null for what the host gave so late that it has been told since that nothing is known
     */
    public HostReading taken(HostSample now) {
        if (previous != null && now.nanos() - previous.nanos() < 0) {
            return null;
        }
        HostReading latest = new HostReading(now, previous, pageSize.bytes());
        previous = now;
        timeline.add(now);
        return latest;
    }

    /** Bytes of a page on this host. */
    public long pageSize() {
        return pageSize.bytes();
    }

    /** Of each file that is read. */
    public List<SourceState> states() {
        List<SourceState> states = sampler.states();
        return keepsWaiting() ? states.stream().map(this::waiting).toList() : states;
    }

    private SourceState waiting(SourceState state) {
        return new SourceState(
                state.source(),
                Status.UNAVAILABLE,
                "a read of a file in " + proc + " has waited for more than "
                        + TimeUnit.NANOSECONDS.toSeconds(LONGEST_READ_NANOS) + " s; no other is read until it ends",
                "find the file that can't be read to its end (cat), and what serves it: it isn't the kernel's own procfs");
    }
}
