// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.HostLayout;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;

/**
 * The host's last sample and the one before it, of which records are made when somebody asks, and once a sample at most:
 * sampling itself makes nothing. Safe for use by several threads.
 */
public final class LatestHost {
    private final long pageSize;
    private HostNumbers now = new HostNumbers();
    private HostNumbers before = new HostNumbers();
    private int samples;
    private HostReading made;

    /** @param pageSize bytes of a page on this host */
    public LatestHost(long pageSize) {
        this.pageSize = pageSize;
    }

    /** Takes a copy of the next sample. */
    public synchronized void update(HostNumbers next) {
        HostNumbers oldest = before;
        before = now;
        now = oldest;
        now.copy(next);
        samples = Math.min(2, samples + 1);
        made = null;
    }

    /** The records of the last sample; null before the first. */
    public synchronized HostReading reading() {
        if (made == null && samples > 0) {
            HostSample previous = samples == 1 ? null : before.sample();
            made = new HostReading(now.sample(), previous, pageSize);
        }
        return made;
    }

    /** The same object until other zones or counters are there. */
    public synchronized HostLayout layout() {
        return now.layout();
    }
}
