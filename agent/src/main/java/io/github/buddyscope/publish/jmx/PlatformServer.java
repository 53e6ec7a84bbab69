// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The platform MBean server, found and never made: making it loads java.util.logging's LogManager, which breaks services
 * that bring their own. Until somebody has made it nobody can look at MBeans anyway.
 */
final class PlatformServer {
    private PlatformServer() {}

    /** The server that has the JVM's own beans; null while there's none. */
    static MBeanServer find() {
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            if (hasRuntime(server)) {
                return server;
            }
        }
        return null;
    }

    private static boolean hasRuntime(MBeanServer server) {
        try {
            return server.isRegistered(runtime());
        } catch (RuntimeException e) {
            return false; // somebody's own server, in trouble of its own
        }
    }

    private static ObjectName runtime() {
        try {
            return new ObjectName("java.lang:type=Runtime");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
