// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.neighbour.jboss;

import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/** Makes the platform's MBean server with a mark of its own, as WildFly makes one that it can plug into. */
public final class OwnServerBuilder extends MBeanServerBuilder {
    @Override
    public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
        return super.newMBeanServer("domain of its own", outer, delegate);
    }
}
