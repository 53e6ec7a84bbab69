// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.text.Durations;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Instant;
import java.util.function.Consumer;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks the watched JVM for its MBeans, on a daemon thread of its own: a JVM in a long pause doesn't answer, and the host must
 * be seen all the same.
 */
final class JvmWatch implements AutoCloseable {
    private static final long SILENT_NANOS = 2_000_000_000L;

    private final JvmAccess access;
    private final Consumer<Happening> found;
    private final Thread thread = new Thread(this::run, "buddyscope-jvm");
    private final Trail gcShares = new Trail();
    private final Trail directUsed = new Trail();
    private volatile long periodMillis;
    private volatile String problem = "";
    private volatile boolean closed;
    private volatile JMXConnector connector;
    private volatile JvmSample latest;
    private JvmSample seen;
    private double gcShare = Double.NaN;
    private Instant verdict;

    JvmWatch(JvmAccess access, long periodMillis, Consumer<Happening> found) {
        this.access = access;
        this.periodMillis = periodMillis;
        this.found = found;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void period(long millis) {
        periodMillis = millis;
    }

    private void run() {
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(access.address()));
            JvmBeans beans = new JvmBeans(connector.getMBeanServerConnection());
            while (!closed) {
                latest = beans.read();
                Thread.sleep(periodMillis);
            }
        } catch (JvmAccess.Refused e) {
            problem = e.getMessage();
        } catch (MalformedURLException e) {
            problem = "it names no address for JMX that this Java knows";
        } catch (IOException | RuntimeException e) {
            problem = access.alive() ? "it no longer answers: " + e.getClass().getSimpleName() : "it has ended";
        } catch (LinkageError e) {
            problem = "this Java has no java.management.rmi module: use a JDK's java to watch a JVM";
        } catch (InterruptedException e) {
            return;
        }
    }

    /** On the thread that draws. */
    JvmView view(long now) {
        JvmSample sample = latest;
        if (sample != null && sample != seen) {
            came(sample);
        }
        String state = problem;
        if (state.isEmpty() && sample != null && now - sample.nanos() > SILENT_NANOS + 2_000_000 * periodMillis) {
            state = "no answer for " + Durations.of((now - sample.nanos()) / 1_000) + ": in a pause, or stopped";
        }
        return new JvmView(access.pid(), access.name(), state, sample, gcShare, gcShares, directUsed);
    }

    private void came(JvmSample sample) {
        if (seen != null) {
            double millis = (sample.nanos() - seen.nanos()) / 1e6;
            gcShare = millis <= 0
                    ? Double.NaN
                    : Math.max(0, Math.min(1, (sample.pauseMillis() - seen.pauseMillis()) / millis));
            gcShares.add(sample.nanos(), gcShare);
        }
        directUsed.add(
                sample.nanos(),
                sample.direct().capacity() < 0 ? Double.NaN : sample.direct().capacity());
        JvmSample.Agent agent = sample.agent();
        if (agent != null && agent.verdictTime() != null && !agent.verdictTime().equals(verdict)) {
            verdict = agent.verdictTime();
            found.accept(verdict(agent, seen == null));
        }
        seen = sample;
    }

    private static Happening verdict(JvmSample.Agent agent, boolean old) {
        String role = agent.jvmRole() == null ? "" : ", the JVM's part: " + agent.jvmRole();
        return new Happening(
                agent.verdictTime(),
                Kind.VERDICT,
                old,
                false,
                "by the agent in the JVM: " + agent.cause() + role,
                agent.summary(),
                new Fields()
                        .add("cause", agent.cause())
                        .add("role", agent.jvmRole())
                        .text());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt(); // the connection ends with this process: to close it could wait for a JVM in a pause
    }
}
