// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A service that listens for failures and never comes back from the first one. It ends at the end of its input. */
public final class HangingListener {
    private HangingListener() {}

    public static void main(String[] arguments) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName failures = new ObjectName("buddyscope:type=KernelFailures");
        while (!server.isRegistered(failures)) {
            LockSupport.parkNanos(10_000_000);
        }
        server.addNotificationListener(
                failures,
                (notification, handback) -> {
                    System.out.println("hanging");
                    while (true) {
                        LockSupport.park(); // an interrupt doesn't help
                        Thread.interrupted();
                    }
                },
                null,
                null);
        System.out.println("listening");
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
