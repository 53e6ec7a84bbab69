// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * One garbage collection as its MXBean notified it: a pause, or a concurrent cycle with its pauses in it.
 *
 * <p>G1 before 20 doesn't notify its remark and cleanup pauses. A pause is as long as its collection: the time until all
 * threads had stopped, and until they ran again, isn't in it.
 *
 * @param collector the bean's name, e.g. {@code G1 Young Generation}
 * @param cause e.g. {@code G1 Evacuation Pause}
 * @param action what of the collection ended, e.g. {@code end of minor GC}; Shenandoah names the pause: {@code Init Mark}
 * @param id the collector's own counter
 * @param startNanos begin, {@link System#nanoTime()} scale
 * @param endNanos end, same scale
 * @param pause false for a concurrent cycle, whose duration is no pause
 * @param heapBefore used bytes of all heap pools; {@link ZoneInfo#UNKNOWN} for the pauses of ZGC and Shenandoah, whose
 *     beans don't tell
 * @param heapAfter used bytes of all heap pools, or unknown
 * @param committedBefore committed bytes of all heap pools, or unknown; growth makes the kernel find pages
 * @param committedAfter committed bytes of all heap pools, or unknown. Collectors may grow the heap after this was taken,
 *     and between collections
 * @param errorNanos bound on the error of begin and end
 * @param work what the collecting threads used, null where not known
 */
public record GcEvent(
        String collector,
        String cause,
        String action,
        long id,
        long startNanos,
        long endNanos,
        boolean pause,
        long heapBefore,
        long heapAfter,
        long committedBefore,
        long committedAfter,
        long errorNanos,
        GcWork work)
        implements Spanning {
    /** One whose action and work aren't known. */
    public GcEvent(
            String collector,
            String cause,
            long id,
            long startNanos,
            long endNanos,
            boolean pause,
            long heapBefore,
            long heapAfter,
            long committedBefore,
            long committedAfter,
            long errorNanos) {
        this(
                collector,
                cause,
                "",
                id,
                startNanos,
                endNanos,
                pause,
                heapBefore,
                heapAfter,
                committedBefore,
                committedAfter,
                errorNanos,
                null);
    }

    public long durationNanos() {
        return endNanos - startNanos;
    }
}
