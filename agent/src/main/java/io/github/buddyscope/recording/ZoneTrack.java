// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/** A zone over the time of the recording. */
public final class ZoneTrack {
    /** Orders that an event carries, and a last number for those above. */
    public static final int ORDERS = 12;
    /** Columns of the series, before one for each order. */
    public static final int FREE = 0;

    /** One more than the largest order with a free block; 0 where nothing was free. */
    public static final int LARGEST = 1;

    public static final int MIN = 2;
    public static final int LOW = 3;
    public static final int HIGH = 4;
    public static final int BLOCKS = 5;

    private static final int CAPACITY = 8192;

    private final int node;
    private final String zone;
    private final Series series = new Series(BLOCKS + ORDERS, CAPACITY);
    /** Samples by {@link #LARGEST}. */
    private final long[] samples = new long[64];

    private int orders;
    private long most;

    ZoneTrack(int node, String zone) {
        this.node = node;
        this.zone = zone;
    }

    void add(ZoneRow row) {
        long[] values = new long[BLOCKS + ORDERS];
        values[FREE] = row.freeBytes();
        values[LARGEST] = row.largestOrder() + 1;
        values[MIN] = row.minBytes();
        values[LOW] = row.lowBytes();
        values[HIGH] = row.highBytes();
        for (int order = 0; order < Math.min(ORDERS, row.blocks().length); order++) {
            values[BLOCKS + order] = row.blocks()[order];
        }
        series.add(row.micros(), values);
        samples[Math.max(0, Math.min(samples.length - 1, row.largestOrder() + 1))]++;
        orders = Math.max(orders, Math.min(ORDERS, row.blocks().length));
        most = Math.max(most, row.freeBytes());
    }

    /** {@code Node 0 Normal}, as the kernel names it. */
    public String name() {
        return "Node " + node + " " + zone;
    }

    public Series series() {
        return series;
    }

    /** Orders that there are, those above 10 as one. */
    public int orders() {
        return orders;
    }

    /** Most that was ever free. */
    public long mostFree() {
        return most;
    }

    /** Share of the samples at which no block of {@code order} or larger was free, 0 to 1. */
    public double exhausted(int order) {
        return Shares.below(samples, order);
    }

    public long sampleCount() {
        return Shares.sum(samples);
    }
}
