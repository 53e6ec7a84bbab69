// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.GcEvent;
import java.lang.management.GarbageCollectorMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Every collection as its MXBean notifies it, milliseconds after its end. Listening neither starts JFR nor creates the
 * platform MBean server.
 */
public final class GarbageCollections implements AutoCloseable {
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private final List<GarbageCollectorMXBean> collectors;
    private final GcThreads threads;
    private final NotificationListener listener;

    /** @param sink told on the JVM's own notification thread, so it must be quick; what it throws is dropped */
    public GarbageCollections(Consumer<GcEvent> sink, PlatformBeans beans) {
        collectors = beans.collectors();
        threads = new GcThreads(Path.of("/proc/self/task"), anyConcurrent(collectors));
        listener = new GcNotifications(sink, threads, collectors, new GcClock(beans.runtime()));
    }

    private static boolean anyConcurrent(List<GarbageCollectorMXBean> collectors) {
        for (GarbageCollectorMXBean collector : collectors) {
            if (!GcNotifications.isPause(collector.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Starts listening; returns how many collectors can be listened to. */
    public int start() {
        threads.begin();
        FirstNotification.prepare(collectors);
        for (GarbageCollectorMXBean collector : collectors) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                emitters.add(emitter);
            }
        }
        return emitters.size();
    }

    /** Pauses of these collectors that no bean tells of, in words; empty where there are none. */
    public String blindSpot() {
        boolean g1 = false;
        for (GarbageCollectorMXBean collector : collectors) {
            if (collector.getName().equals("G1 Concurrent GC")) {
                return "";
            }
            g1 |= collector.getName().startsWith("G1 ");
        }
        return g1 ? "G1 before JDK 20 doesn't notify its remark and cleanup pauses" : "";
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException alreadyGone) {
                continue;
            }
        }
        emitters.clear();
    }
}
