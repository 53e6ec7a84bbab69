// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.HostLayout;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.publish.Publisher;
import io.github.buddyscope.publish.TraceAccount;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.management.MBeanServer;

/**
 * Shows findings as MBeans and tells of failures and verdicts by notification. Touch it only where
 * {@code java.management} is there ({@link io.github.buddyscope.publish.JvmModules}).
 *
 * <p>The platform MBean server is never made by us. Until somebody else has, findings are kept and nobody could look at
 * them anyway: so what shows them isn't loaded before there is one, or the first finding.
 */
public final class JmxPublisher implements Publisher {
    private static final String NAME = "jmx";
    private static final int MOST_ZONES = 1_024;

    private final MBeanServer given;
    private Executor executor;
    private final AgentControl control;
    private final DirectBuffersView direct = new DirectBuffersView();
    private final Set<ZoneId> zones = new HashSet<>();
    private HostView host;
    private KernelFailuresView failures;
    private StallsView stalls;
    private CorrelationView correlation;
    private AgentView agent;
    private Notifier notifier; // there with the beans
    private Registered registered;
    private NotifyingBean failuresBean;
    private NotifyingBean correlationBean;
    private HostReading first;
    private LatestHost latest;
    private HostLayout shown;
    private TraceAccount account;
    private AgentHealth health;
    private long failureSequence;
    private long verdictSequence;
    private boolean closed;

    /** For the platform MBean server, once there is one. */
    public JmxPublisher(AgentControl control) {
        this(control, null, null);
    }

    /** For a server of one's own, to which the caller's thread brings the beans. */
    public JmxPublisher(AgentControl control, MBeanServer server) {
        this(control, server, Runnable::run);
    }

    /**
     * @param server where the beans go; null for the platform MBean server, once there is one
     * @param executor what brings them; null for a thread
     */
    JmxPublisher(AgentControl control, MBeanServer server, Executor executor) {
        given = server;
        this.control = control;
        this.executor = executor;
    }

    /**
     * Registers the beans once the server is there. Cheap until then and after; to be called every now and then on the
     * agent's thread.
     *
     * @return whether they are, or are about to be: the server may keep its callers waiting
     */
    public synchronized boolean tryRegister() {
        if (registered != null || closed) {
            return registered != null;
        }
        MBeanServer server = given == null ? PlatformServer.find() : given;
        if (server != null) {
            if (executor == null) {
                executor = new ServerThread();
            }
            registered = new Registered(server, executor);
            makeViews();
            failuresBean = failures.bean();
            correlationBean = correlation.bean();
            TableBean agentBean = agent.bean();
            TableBean hostBean = host.bean();
            TableBean stallsBean = stalls.bean();
            TableBean directBean = direct.bean();
            // all are made before the first is seen: who finds one looks for the others
            registered.add(Names.AGENT, agentBean);
            registered.add(Names.HOST, hostBean);
            registered.addNotifying(Names.KERNEL_FAILURES, failuresBean);
            registered.add(Names.STALLS, stallsBean);
            registered.add(Names.DIRECT_BUFFERS, directBean);
            registered.addNotifying(Names.CORRELATION, correlationBean);
            zones();
        }
        return registered != null;
    }

    private void makeViews() {
        host = new HostView(control);
        host.update(latest);
        notifier = new Notifier();
        agent = new AgentView(control, notifier);
        agent.update(health);
        failures();
        stalls();
        correlation();
    }

    private KernelFailuresView failures() {
        if (failures == null) {
            failures = new KernelFailuresView();
        }
        return failures;
    }

    private StallsView stalls() {
        if (stalls == null) {
            stalls = new StallsView();
            stalls.update(account);
            stalls.update(first, latest);
        }
        return stalls;
    }

    private CorrelationView correlation() {
        if (correlation == null) {
            correlation = new CorrelationView();
        }
        return correlation;
    }

    /** Whether the beans can be looked at and, if not, why. */
    public synchronized SourceState state() {
        if (closed) {
            return new SourceState(NAME, Status.OFF, "closed", "");
        }
        if (registered == null) {
            return new SourceState(NAME, Status.OK, "nobody has started JMX in this JVM yet", "");
        }
        return registered.problem().isEmpty()
                ? SourceState.ok(NAME)
                : new SourceState(NAME, Status.PARTIAL, registered.problem(), "");
    }

    @Override
    public synchronized void host(LatestHost sampled) {
        first = first == null ? sampled.reading() : first;
        latest = sampled;
        if (host != null) {
            host.update(sampled);
        }
        if (stalls != null) {
            stalls.update(first, sampled);
        }
        zones();
    }

    /** A zone that appears later gets its bean then; one that is gone keeps its bean, without values. */
    private void zones() {
        if (registered == null || latest == null || latest.layout() == shown) {
            return;
        }
        shown = latest.layout();
        for (ZoneSample zone : latest.reading().now().zones()) {
            if (zones.size() < MOST_ZONES && zones.add(zone.id())) {
                registered.add(
                        Names.zone(zone.id()),
                        new ZoneView(zone.id(), host).bean(zone.free().orders()));
            }
        }
    }

    @Override
    public void direct(DirectActivity activity) {
        direct.update(activity);
    }

    /** What the log already held at the start is counted, but nobody is woken for it. */
    @Override
    public synchronized void failure(KernelFailure failure) {
        failures().add(failure);
        if (registered != null && failure.live()) {
            NotifyingBean bean = failuresBean;
            long sequence = ++failureSequence;
            notifier.later(() -> bean.send(KernelFailuresView.notification(failure, sequence)));
        }
    }

    @Override
    public synchronized void association(Association association) {
        correlation().add(association);
    }

    @Override
    public synchronized void verdict(Verdict verdict) {
        correlation().add(verdict);
        if (registered != null && verdict.first().live()) {
            NotifyingBean bean = correlationBean;
            long sequence = ++verdictSequence;
            notifier.later(() -> bean.send(CorrelationView.notification(verdict, sequence)));
        }
    }

    @Override
    public synchronized void traced(TracedFailure failure) {
        stalls().add(failure);
    }

    @Override
    public synchronized void stalled(TracedStall stall) {
        stalls().add(stall);
    }

    @Override
    public synchronized void pause(PauseStalls pause) {
        stalls().add(pause);
    }

    @Override
    public synchronized void trace(TraceAccount latest) {
        account = latest;
        if (stalls != null) {
            stalls.update(latest);
        }
    }

    @Override
    public synchronized void log(LogAccount account) {
        failures().update(account);
    }

    @Override
    public synchronized void health(AgentHealth latest) {
        health = latest;
        if (agent != null) {
            agent.update(latest);
        }
    }

    @Override
    public void rehearse(KernelFailure failure, Verdict verdict) {
        new KernelFailuresView().add(failure);
        KernelFailuresView.notification(failure, 0);
        new CorrelationView().add(verdict);
        CorrelationView.notification(verdict, 0);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (registered != null) {
            registered.close();
            registered = null;
        }
        if (notifier != null) {
            notifier.close();
        }
    }
}
