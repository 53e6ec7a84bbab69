// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ZoneInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.MemoryUsage;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Turns a collector's notification into a {@link GcEvent}. */
final class GcNotifications implements NotificationListener {
    private final List<GarbageCollectorMXBean> collectors;
    private final GcClock clock;
    private final Consumer<GcEvent> sink;
    private final GcThreads threads;
    private Set<String> heapPools; // of the notification thread

    /** @param threads null where what they use can't be read */
    GcNotifications(Consumer<GcEvent> sink, GcThreads threads, List<GarbageCollectorMXBean> collectors, GcClock clock) {
        this.sink = sink;
        this.threads = threads;
        this.collectors = collectors;
        this.clock = clock;
    }

    @Override
    public void handleNotification(Notification notification, Object unused) {
        try {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                long arrived = System.nanoTime();
                sink.accept(event(
                        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()), arrived));
            }
        } catch (RuntimeException nothingReachesTheNotificationThread) {
            return;
        }
    }

    private GcEvent event(GarbageCollectionNotificationInfo gc, long arrived) {
        GcInfo info = gc.getGcInfo();
        clock.seen(info.getEndTime(), arrived);
        MemoryUsage before = heap(info.getMemoryUsageBeforeGc());
        MemoryUsage after = heap(info.getMemoryUsageAfterGc());
        boolean tellsHeap = after.getCommitted() > 0;
        return new GcEvent(
                gc.getGcName(),
                gc.getGcCause(),
                gc.getGcAction(),
                info.getId(),
                clock.nanos(info.getStartTime()),
                clock.nanos(info.getEndTime()),
                isPause(gc.getGcName()),
                tellsHeap ? before.getUsed() : ZoneInfo.UNKNOWN,
                tellsHeap ? after.getUsed() : ZoneInfo.UNKNOWN,
                tellsHeap ? before.getCommitted() : ZoneInfo.UNKNOWN,
                tellsHeap ? after.getCommitted() : ZoneInfo.UNKNOWN,
                clock.errorNanos(),
                threads != null && tellsHeap ? threads.since() : null);
    }

    /**
     * ZGC and Shenandoah notify whole cycles, in which the service goes on, by beans that are named so. G1's concurrent
     * bean (20 and later) notifies its remark and cleanup pauses.
     */
    static boolean isPause(String collector) {
        return !collector.endsWith("Cycles");
    }

    /** Those that are collected. They are made for the first notification anyway, but not for a service that starts. */
    static Set<String> heapPools(List<GarbageCollectorMXBean> collectors) {
        Set<String> pools = new HashSet<>();
        for (GarbageCollectorMXBean collector : collectors) {
            Collections.addAll(pools, collector.getMemoryPoolNames());
        }
        return pools;
    }

    /** The pools of the heap together. */
    private MemoryUsage heap(Map<String, MemoryUsage> pools) {
        if (heapPools == null) {
            heapPools = heapPools(collectors);
        }
        long used = 0;
        long committed = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            if (heapPools.contains(pool.getKey())) {
                used += pool.getValue().getUsed();
                committed += pool.getValue().getCommitted();
            }
        }
        return new MemoryUsage(-1, used, Math.max(used, committed), -1);
    }
}
