// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.GcEvent;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
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
    private final NotificationListener listener;

    /** @param sink told on the JVM's own notification thread, so it must be quick; what it throws is dropped */
    public GarbageCollections(Consumer<GcEvent> sink) {
        GcNotifications notifications = new GcNotifications(sink);
        this.listener = notifications::handle;
    }

    /** Starts listening; returns how many collectors can be listened to. */
    public int start() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                emitters.add(emitter);
            }
        }
        return emitters.size();
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
