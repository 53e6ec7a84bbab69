// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.github.buddyscope.source.guest.HeapRoom;
import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * What the JDK initialises for the first collection that somebody listens to, {@code SimpleType} and others that all of JMX
 * needs. A collection comes where the heap is short: in a small one, or one in use for long, the first may be that which
 * finds it full, and a class whose initialisation runs out of memory is lost to the whole JVM for good (JLS 12.4.2). There all
 * of it is initialised before. Elsewhere the first collection does it, which is a young one with most of the heap yet to fill.
 */
final class FirstNotification {
    /** Filled slower than a notification takes: it costs 20 ms where nothing is compiled. */
    private static final long PLENTY = 128 << 20;

    private static final String[] INITIALISED = {
        "com.sun.management.internal.GarbageCollectionNotifInfoCompositeData",
        "com.sun.management.internal.GcInfoCompositeData", // strings put together on the way to its type
        "com.sun.management.GarbageCollectionNotificationInfo",
        "sun.management.MemoryUsageCompositeData",
        "sun.management.Util",
        "java.lang.Long$LongCache",
        "java.util.Arrays$LegacyMergeSort",
        "java.util.ComparableTimSort",
        "jdk.internal.reflect.AccessorGenerator", // 17, whose reflection makes classes
        "jdk.internal.reflect.ClassDefiner",
        "java.lang.invoke.MethodHandles$1",
        "jdk.internal.classfile.impl.BytecodeHelpers$1", // 25, as the next
        "java.lang.invoke.StringConcatFactory$InlineHiddenClassStrategy",
        "javax.management.Notification",
        "javax.management.ObjectName",
        "javax.management.openmbean.CompositeDataSupport",
        "javax.management.openmbean.TabularDataSupport",
    };

    private FirstNotification() {}

    /** Initialises it where that had better not wait for the first collection. */
    static void prepare(List<GarbageCollectorMXBean> collectors) {
        if (!HeapRoom.has(PLENTY)) {
            initialise(collectors);
        }
    }

    private static void initialise(List<GarbageCollectorMXBean> collectors) {
        for (GarbageCollectorMXBean collector : collectors) {
            if (collector instanceof NotificationEmitter // where there's jdk.management
                    && collector instanceof com.sun.management.GarbageCollectorMXBean detailed) {
                detailed.getLastGcInfo(); // whose types are made even where there was none
            }
        }
        for (String name : INITIALISED) {
            try {
                Class.forName(name, true, null);
            } catch (ClassNotFoundException anotherJdk) {
                continue; // has it elsewhere, and the first collection finds it
            }
        }
        compareTypes();
    }

    /** As the JDK does with each: item by item, in a stream. */
    private static void compareTypes() {
        String[] names = {"gcName", "gcAction", "gcCause", "gcInfo"};
        OpenType<?>[] types = {SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.STRING};
        try {
            String like = "sun.management.BaseGcNotifInfoCompositeType";
            CompositeType type = new CompositeType(like, like, names, names, types);
            GarbageCollectionNotificationInfo.from(new CompositeDataSupport(type, names, names));
        } catch (OpenDataException | IllegalArgumentException unlike) {
            return; // a collection's information is no string
        }
    }
}
