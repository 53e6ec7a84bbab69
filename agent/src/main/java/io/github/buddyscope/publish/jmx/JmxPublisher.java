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
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.publish.Publisher;
import io.github.buddyscope.publish.TraceAccount;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;

/**
 * Shows findings as MBeans and tells of failures and verdicts by notification. Touch it only where
 * {@code java.management} is there ({@link io.github.buddyscope.publish.JvmModules}).
 *
 * <p>The platform MBean server is never made by us. Until somebody else has, findings are kept and nobody could look at
 * them anyway.
 */
public final class JmxPublisher implements Publisher {
    private static final String NAME = "jmx";
    private static final int MOST_ZONES = 1_024;

    private final MBeanServer given;
    private final Notifier notifier = new Notifier();
    private final HostView host;
    private final KernelFailuresView failures = new KernelFailuresView();
    private final DirectBuffersView direct = new DirectBuffersView();
    private final StallsView stalls = new StallsView();
    private final CorrelationView correlation = new CorrelationView();
    private final AgentView agent;
    private final Map<ZoneId, ZoneView> zones = new HashMap<>();
    private Registered registered;
    private NotifyingBean failuresBean;
    private NotifyingBean correlationBean;
    private HostReading reading;
    private long failureSequence;
    private long verdictSequence;
    private boolean closed;

    /** For the platform MBean server, once there is one. */
    public JmxPublisher(AgentControl control) {
        this(control, null);
    }

    /** @param server where the beans go; null for the platform MBean server, once there is one */
    public JmxPublisher(AgentControl control, MBeanServer server) {
        given = server;
        host = new HostView(control);
        agent = new AgentView(control, notifier);
    }

    /**
     * Registers the beans once the server is there. Cheap until then and after; to be called every now and then on the
     * agent's thread.
     *
     * @return whether they are registered
     */
    public synchronized boolean tryRegister() {
        if (registered != null || closed) {
            return registered != null;
        }
        MBeanServer server = given == null ? PlatformServer.find() : given;
        if (server != null) {
            registered = new Registered(server);
            failuresBean = failures.bean();
            correlationBean = correlation.bean();
            registered.add(Names.AGENT, agent.bean());
            registered.add(Names.HOST, host.bean());
            registered.add(Names.KERNEL_FAILURES, failuresBean);
            registered.add(Names.STALLS, stalls.bean());
            registered.add(Names.DIRECT_BUFFERS, direct.bean());
            registered.add(Names.CORRELATION, correlationBean);
            zones(reading);
        }
        return registered != null;
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
    public synchronized void host(HostReading latest) {
        reading = latest;
        host.update(latest);
        stalls.update(latest);
        zones(latest);
    }

    /** A zone that appears later gets its bean then; one that is gone keeps its bean, without values. */
    private void zones(HostReading latest) {
        if (registered == null || latest == null) {
            return;
        }
        for (ZoneSample zone : latest.now().zones()) {
            ZoneView view = zones.get(zone.id());
            if (view == null && zones.size() < MOST_ZONES) {
                view = new ZoneView();
                zones.put(zone.id(), view);
                view.update(zone, latest.now().nanos(), latest.pageSize());
                registered.add(Names.zone(zone.id()), view.bean(zone.free().orders()));
            } else if (view != null) {
                view.update(zone, latest.now().nanos(), latest.pageSize());
            }
        }
        for (ZoneView view : zones.values()) {
            view.forgetUnlessOf(latest.now().nanos());
        }
    }

    @Override
    public void direct(DirectActivity activity) {
        direct.update(activity);
    }

    /** What the log already held at the start is counted, but nobody is woken for it. */
    @Override
    public synchronized void failure(KernelFailure failure) {
        failures.add(failure);
        if (registered != null && failure.live()) {
            NotifyingBean bean = failuresBean;
            long sequence = ++failureSequence;
            notifier.later(() -> bean.send(KernelFailuresView.notification(failure, sequence)));
        }
    }

    @Override
    public void association(Association association) {
        correlation.add(association);
    }

    @Override
    public synchronized void verdict(Verdict verdict) {
        correlation.add(verdict);
        if (registered != null && verdict.first().live()) {
            NotifyingBean bean = correlationBean;
            long sequence = ++verdictSequence;
            notifier.later(() -> bean.send(CorrelationView.notification(verdict, sequence)));
        }
    }

    @Override
    public void traced(TracedFailure failure) {
        stalls.add(failure);
    }

    @Override
    public void stalled(TracedStall stall) {
        stalls.add(stall);
    }

    @Override
    public void pause(PauseStalls pause) {
        stalls.add(pause);
    }

    @Override
    public void trace(TraceAccount account) {
        stalls.update(account);
    }

    @Override
    public void health(AgentHealth health) {
        agent.update(health);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (registered != null) {
            registered.close();
            registered = null;
        }
        notifier.close();
    }
}
