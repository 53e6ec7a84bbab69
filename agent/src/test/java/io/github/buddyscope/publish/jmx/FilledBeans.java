// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.publish.Findings;
import javax.management.MBeanServer;

/** Every bean, with something of everything that it can show. */
final class FilledBeans {
    private FilledBeans() {}

    /** The publisher, to be closed. */
    static JmxPublisher in(MBeanServer server) {
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
        publisher.tryRegister();
        publisher.host(Findings.latest(Findings.normal(0)));
        publisher.direct(Findings.direct());
        publisher.failure(Findings.failure());
        publisher.verdict(Findings.verdict());
        publisher.association(Findings.association());
        publisher.traced(Findings.tracedFailure(true));
        publisher.stalled(Findings.tracedStall(true));
        publisher.trace(Findings.trace());
        publisher.health(Findings.health());
        return publisher;
    }
}
