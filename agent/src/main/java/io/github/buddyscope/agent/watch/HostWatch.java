// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;
import java.util.List;

/**
 * Samples the host and keeps the samples for who asks later. {@link #read()} may wait for the host, and is apart from
 * {@link #taken} for that. For one thread, but for {@link #states()}, {@link #close()} and what {@link #taken} gives.
 */
public final class HostWatch implements AutoCloseable {
    private final HostSampler sampler;
    private final Timeline timeline;
    private final PageSize pageSize = PageSize.ofThisHost();
    private final HostNumbers numbers = new HostNumbers();
    private final LatestHost latest = new LatestHost(pageSize.bytes());

    /** @param proc where the host's procfs is mounted */
    public HostWatch(Path proc, Timeline timeline) {
        this.sampler = new HostSampler(proc);
        this.timeline = timeline;
    }

    /** Reads the host's files now. */
    public void read() {
        sampler.sample(numbers);
    }

    /** Takes what was read for the latest. In turn with what the agent does. */
    public LatestHost taken() {
        timeline.add(numbers);
        latest.update(numbers);
        return latest;
    }

    /** The last sample, until the next. */
    public HostNumbers numbers() {
        return numbers;
    }

    /** Bytes of a page on this host. */
    public long pageSize() {
        return pageSize.bytes();
    }

    /** Of each file that is read. */
    public List<SourceState> states() {
        return sampler.states();
    }

    @Override
    public void close() {
        sampler.close();
    }
}
