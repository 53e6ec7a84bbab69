// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;
import java.util.List;

/** Samples the host and remembers the sample before, for rates. For one thread, but for {@link #states()}. */
public final class HostWatch {
    private final HostSampler sampler;
    private final Timeline timeline;
    private final PageSize pageSize = PageSize.ofThisHost();
    private HostSample previous;

    /** @param proc where the host's procfs is mounted */
    public HostWatch(Path proc, Timeline timeline) {
        this.sampler = new HostSampler(proc);
        this.timeline = timeline;
    }

    /** Reads the host's files now. */
    public HostReading read() {
        HostSample now = sampler.sample();
        HostReading reading = new HostReading(now, previous, pageSize.bytes());
        previous = now;
        timeline.add(now);
        return reading;
    }

    /** Bytes of a page on this host. */
    public long pageSize() {
        return pageSize.bytes();
    }

    /** Of each file that is read. */
    public List<SourceState> states() {
        return sampler.states();
    }
}
