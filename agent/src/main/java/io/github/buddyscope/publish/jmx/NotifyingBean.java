// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** A bean that also tells its listeners, on the thread that calls {@link #send}. */
final class NotifyingBean extends TableBean implements NotificationEmitter {
    private final NotificationBroadcasterSupport broadcaster = new NotificationBroadcasterSupport(this::tellOne);
    private Error lastError; // of the thread that sends

    NotifyingBean(MBeanInfo info, Map<String, Supplier<?>> attributes, Map<String, Body> operations) {
        super(info, attributes, operations);
    }

    /** What listeners get: with a message for people, and what happened as composite data. */
    static Notification notification(
            String type, ObjectName source, long sequence, Instant time, String message, CompositeData data) {
        Notification notification = new Notification(type, source, sequence, time.toEpochMilli(), message);
        notification.setUserData(data);
        return notification;
    }

    /**
     * Listeners and their filters run now, and may hang. The exceptions of one stay here; an error of one is kept until
     * the others have been told. For one thread at a time.
     */
    void send(Notification notification) {
        lastError = null;
        broadcaster.sendNotification(notification);
        if (lastError != null) {
            throw lastError;
        }
    }

    private void tellOne(Runnable telling) {
        try {
            telling.run();
        } catch (Error e) {
            lastError = e;
        }
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return getMBeanInfo().getNotifications();
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        broadcaster.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener, filter, handback);
    }
}
