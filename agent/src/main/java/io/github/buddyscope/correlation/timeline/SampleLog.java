// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest host samples in bare numbers, whose records are made when a verdict asks for them. All that it ever takes is
 * taken with the first sample. In the order of their time, whatever order they came in. Of hosts with many zones fewer are
 * kept. Not thread-safe.
 */
final class SampleLog {
    private static final int MOST_SAMPLES = 600;
    private static final int MOST_ZONES = 3_600;

    private HostNumbers[] ring = new HostNumbers[0];
    private int zones;
    private int first;
    private int size;

    void add(HostNumbers sample) {
        if (size == 0 || zones < sample.layout().zones()) {
            make(sample);
        }
        if (size == ring.length) {
            first = (first + 1) % ring.length;
        } else {
            size++;
        }
        HostNumbers added = ring[slot(size - 1)];
        added.copy(sample);
        for (int at = size - 1; at > 0 && nanos(at - 1) - added.nanos() > 0; at--) {
            ring[slot(at)] = ring[slot(at - 1)];
            ring[slot(at - 1)] = added;
        }
    }

    /** Keeps what there is, as far as it finds room. */
    private void make(HostNumbers sample) {
        zones = sample.layout().zones();
        int most = Math.max(2, Math.min(MOST_SAMPLES, MOST_ZONES / Math.max(1, zones)));
        int kept = Math.min(size, most);
        HostNumbers[] made = new HostNumbers[most];
        for (int i = 0; i < most; i++) {
            if (i < kept) {
                made[i] = ring[slot(size - kept + i)];
            } else {
                made[i] = new HostNumbers();
                made[i].lay(sample.layout());
            }
        }
        ring = made;
        first = 0;
        size = kept;
    }

    private int slot(int index) {
        return (first + index) % ring.length;
    }

    int size() {
        return size;
    }

    /** {@link System#nanoTime()} scale. */
    long nanos(int index) {
        return ring[slot(index)].nanos();
    }

    /** Null for no such. */
    HostSample get(int index) {
        return index < 0 || index >= size ? null : ring[slot(index)].sample();
    }

    /** Index of the first at or after {@code nanos}; the size where there's none. */
    int firstFrom(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos(middle) - nanos < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Those from {@code from} to {@code to}, both included, in their order. */
    List<HostSample> within(long from, long to) {
        List<HostSample> found = new ArrayList<>();
        for (int i = firstFrom(from); i < size && nanos(i) - to <= 0; i++) {
            found.add(get(i));
        }
        return found;
    }
}
