// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Samples the host and keeps the samples for who asks later. {@link #read()} may wait for the host, and is apart from
 * {@link #taken} for that. For one thread, but for {@link #states()}, {@link #close()} and what {@link #taken} gives.
 */
public final class HostWatch implements AutoCloseable {
    private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final HostSampler sampler;
    private final Timeline timeline;
    private final PageSize pageSize = PageSize.ofThisHost();
    private final Path proc;
    private final HostNumbers numbers = new HostNumbers();
    private final LatestHost latest = new LatestHost(pageSize.bytes());
    private HostNumbers shown = numbers;
    private volatile boolean reading;
    private volatile long begunNanos;

    /** @param proc where the host's procfs is mounted */
    public HostWatch(Path proc, Timeline timeline) {
        this.proc = proc;
        this.sampler = new HostSampler(proc);
        this.timeline = timeline;
    }

    /** Reads the host's files now. */
    public void read() {
        begunNanos = System.nanoTime();
        reading = true;
        try {
            sampler.sample(numbers);
        } finally {
            reading = false;
        }
    }

    /** Whether a read takes so long that what was read before it tells nothing of now. */
    public boolean keepsWaiting() {
        return reading && System.nanoTime() - begunNanos > LONGEST_READ_NANOS;
    }

    /**
     * Takes what was read for the latest. In turn with what the agent does.
     *
     * @return null for what the host gave so late that it has been told since that nothing is known
     */
    public LatestHost taken() {
        return shown != numbers && numbers.nanos() - shown.nanos() < 0 ? null : show(numbers);
    }

    /** What is known of the host while it {@link #keepsWaiting()}: nothing. In turn with what the agent does. */
    public LatestHost nothing() {
        return show(HostNumbers.of(new HostSample(System.nanoTime(), List.of(), null, null)));
    }

    private LatestHost show(HostNumbers now) {
        shown = now;
        timeline.add(now);
        latest.update(now);
        return latest;
    }

    /** The last sample that was taken, until the next. */
    public HostNumbers numbers() {
        return shown;
    }

    /** Bytes of a page on this host. */
    public long pageSize() {
        return pageSize.bytes();
    }

    /** Whether it's time to read again: on a host where that costs much, not every period. */
    public boolean due() {
        return sampler.due(System.nanoTime());
    }

    /** Of each file that is read, and of the sampling where it rests. */
    public List<SourceState> states() {
        List<SourceState> states = new ArrayList<>();
        boolean waits = keepsWaiting();
        for (SourceState state : sampler.states()) {
            states.add(waits ? waiting(state) : state);
        }
        String rest = sampler.rest();
        if (!rest.isEmpty()) {
            states.add(new SourceState("period", Status.OK, rest, ""));
        }
        return states;
    }

    private SourceState waiting(SourceState state) {
        return new SourceState(
                state.source(),
                Status.UNAVAILABLE,
                "a read of a file in " + proc + " has waited for more than "
                        + TimeUnit.NANOSECONDS.toSeconds(LONGEST_READ_NANOS) + " s; no other is read until it ends",
                "find the file that can't be read to its end (cat), and what serves it: it isn't the kernel's own procfs");
    }

    @Override
    public void close() {
        sampler.close();
    }
}
