// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.neighbour.jboss;

import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;
import org.jboss.logmanager.Logger;

/**
 * Started by JBoss Modules as WildFly is: the LogManager and the builder of the MBean server are this module's, and are chosen
 * in main. It ends with its standard input.
 */
public final class JBossService {
    private JBossService() {}

    public static void main(String[] arguments) throws Exception {
        Logger logger = Logger.getLogger("service");
        logger.info("started under " + LogManager.getLogManager().getClass().getName());
        logger.info("MBeans in a " + ManagementFactory.getPlatformMBeanServer().getDefaultDomain());
        while (System.in.read() >= 0) {
            continue;
        }
        logger.info("stopped");
    }
}
