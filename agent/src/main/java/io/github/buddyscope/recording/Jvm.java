// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.HashMap;
import java.util.Map;

/** What the JVM did: pauses, heap and direct memory. */
public final class Jvm {
    private static final int MOST_COLLECTIONS = 50_000;
    private static final int MOST_SITES = 2000;
    /** Columns of direct memory: bytes a second, and bytes. */
    public static final int ALLOCATED = 0;

    public static final int RELEASED = 1;
    public static final int POOL = 2;
    public static final int LIMIT = 3;
    public static final int LARGEST = 4;
    /** Columns of the heap. */
    public static final int USED = 0;

    public static final int COMMITTED = 1;

    private final MarkLog<Pause> pauses = new MarkLog<>(8000, Pause::micros, Pause::nanos);
    private final Map<Integer, String[]> collections = new HashMap<>();
    private final Series heap = new Series(2, 8192);
    private final Series direct = new Series(5, 8192);
    private final Tally<String> sites = new Tally<>(MOST_SITES);
    private long pauseNanos;
    private long directBytes;
    private long directAllocations;
    private boolean directWatched;
    private JvmFacts facts = JvmFacts.UNKNOWN;

    void add(Pause pause) {
        pauses.add(pause);
        pauseNanos += pause.nanos();
    }

    void collection(int gcId, String name, String cause) {
        if (collections.size() < MOST_COLLECTIONS) {
            collections.put(gcId, new String[] {name, cause});
        }
    }

    void heap(long micros, long used, long committed) {
        heap.add(micros, used, committed);
    }

    void add(DirectRow row) {
        direct.add(
                row.micros(),
                perSecond(row.bytes(), row.periodNanos()),
                perSecond(row.released(), row.periodNanos()),
                row.poolUsed(),
                row.poolLimit(),
                row.largest());
        directWatched |= row.bytes() >= 0;
        directBytes += Math.max(0, row.bytes());
        directAllocations += Math.max(0, row.allocations());
    }

    private static long perSecond(long bytes, long nanos) {
        return bytes < 0 || nanos <= 0 ? -1 : (long) (bytes * 1e9 / nanos);
    }

    /** @param name null where the recording doesn't tell */
    void site(String name, long bytes) {
        sites.add(name, bytes);
    }

    void facts(JvmFacts known) {
        facts = known;
    }

    public JvmFacts facts() {
        return facts;
    }

    public MarkLog<Pause> pauses() {
        return pauses;
    }

    /** The pause with its collector and cause, where the recording tells them. */
    public Pause named(Pause pause) {
        String[] collection = collections.get(pause.gcId());
        return collection == null ? pause : pause.named(collection[0], collection[1]);
    }

    public long pauseNanos() {
        return pauseNanos;
    }

    public Series heap() {
        return heap;
    }

    public Series direct() {
        return direct;
    }

    /** Whether single reservations were watched. */
    public boolean directWatched() {
        return directWatched;
    }

    /** Bytes reserved in all periods. */
    public long directBytes() {
        return directBytes;
    }

    public long directAllocations() {
        return directAllocations;
    }

    /** Large reservations by where they were made. */
    public Tally<String> sites() {
        return sites;
    }
}
