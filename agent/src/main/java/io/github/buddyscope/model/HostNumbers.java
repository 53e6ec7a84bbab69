// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * The host's memory at one moment in bare numbers, to be filled again and again without making anything new. Whoever wants
 * the plain records takes {@link #sample()}; whoever keeps one copies it. For one thread at a time.
 */
public final class HostNumbers {
    private HostLayout layout = HostLayout.NONE;
    private long[] numbers = new long[0];
    private long nanos;

    /** Of a sample's records. */
    public static HostNumbers of(HostSample sample) {
        HostNumbers made = new HostNumbers();
        made.lay(HostLayout.NONE.of(sample));
        made.layout.write(sample, made.numbers);
        made.nanos = sample.nanos();
        return made;
    }

    /** From now on these are numbers of that layout, whatever they are. */
    public void lay(HostLayout its) {
        layout = its;
        if (numbers.length != its.size()) {
            numbers = new long[its.size()];
        }
    }

    /** Becomes the same as the other. */
    public void copy(HostNumbers other) {
        if (layout != other.layout) {
            lay(other.layout);
        }
        System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
        nanos = other.nanos;
    }

    /** @param when {@link System#nanoTime()} at the reading */
    public void at(long when) {
        nanos = when;
    }

    /** {@link System#nanoTime()} at the reading. */
    public long nanos() {
        return nanos;
    }

    public HostLayout layout() {
        return layout;
    }

    /** Where the layout says; to be written by who samples. */
    public long[] numbers() {
        return numbers;
    }

    /** The records, made now. */
    public HostSample sample() {
        return layout.sample(nanos, numbers);
    }
}
