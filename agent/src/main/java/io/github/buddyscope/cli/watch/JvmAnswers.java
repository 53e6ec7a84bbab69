// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.parse.perfdata.PerfData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The watched JVM's figures by the best way that is there: its agent, a connector for JMX that somebody has had it start, or
 * the counters that it keeps in a file. Nothing is loaded into it, and nothing started in it. For one thread.
 */
final class JvmAnswers implements Closeable {
    private static final long LONGEST_FILE = 1 << 20;
    /** How often to look whether an agent is there. */
    private static final long LOOK_NANOS = 10_000_000_000L;

    private final JvmAccess access;
    private final AgentAnswers agent;
    private boolean carriesAgent;
    private long lookedNanos;
    private boolean looked;
    private JMXConnector connector;
    private JvmBeans beans;
    private String refusedConnector = "";

    /** @param closed ends a wait for an answer */
    JvmAnswers(JvmAccess access, BooleanSupplier closed) {
        this.access = access;
        this.agent = new AgentAnswers(access, closed);
    }

    /**
     * What it says now.
     *
     * @return null where it says nothing at present, as it is stopped
     * @throws JvmAccess.Refused where there's no other way to it than an agent that doesn't answer, or none at all
     */
    JvmSample read() throws JvmAccess.Refused {
        JvmSample sample = carriesAgent() ? agent.ask() : null;
        if (sample != null) {
            return sample;
        }
        JvmCounters counters = counters();
        sample = access.ours() ? overJmx(counters.connector()) : null;
        return sample != null || access.stopped()
                ? sample
                : counters.sample(System.nanoTime(), System.currentTimeMillis());
    }

    /** Why there is less than there could be; "" where there's all. */
    String problem() {
        return agent.problem();
    }

    /** Whether an agent was there when last looked. */
    boolean agentSeen() {
        return carriesAgent;
    }

    private boolean carriesAgent() {
        long now = System.nanoTime();
        if (!agent.connected() && (!looked || now - lookedNanos >= LOOK_NANOS)) {
            carriesAgent = access.carriesAgent();
            looked = true;
            lookedNanos = now;
            if (!carriesAgent) {
                agent.close();
            }
        }
        return carriesAgent;
    }

    private JvmCounters counters() throws JvmAccess.Refused {
        Path file = access.counters();
        try {
            // in a container it may be anything by now
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_FILE) {
                throw new JvmAccess.Refused(file + " holds no counters");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                PerfData data = PerfData.parse(in.readNBytes((int) LONGEST_FILE));
                if (data == null) {
                    throw new JvmAccess.Refused(file + " holds no counters");
                }
                return new JvmCounters(data);
            }
        } catch (IOException e) {
            throw new JvmAccess.Refused(file + " can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Null where there's no connector, or none that answers. */
    private JvmSample overJmx(String address) {
        if (address == null || address.equals(refusedConnector)) {
            return null;
        }
        try {
            if (beans == null) {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
                beans = new JvmBeans(connector.getMBeanServerConnection());
            }
            return beans.read();
        } catch (MalformedURLException e) {
            refusedConnector = address;
        } catch (IOException | RuntimeException e) {
            refusedConnector = address; // it wants a password, or what not: the counters have to do
            beans = null;
            connector = null;
        } catch (LinkageError withoutRmi) {
            refusedConnector = address; // this Java has no module java.management.rmi
        }
        return null;
    }

    /** The connection for JMX ends with this process: to close it could wait for a JVM in a pause. */
    @Override
    public void close() {
        agent.close();
    }
}
