// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.Publisher;
import jdk.jfr.FlightRecorder;

/**
 * Writes findings into the JVM's flight recordings. Touch it only where {@code jdk.jfr} is there
 * ({@link io.github.buddyscope.publish.JvmModules}).
 *
 * <p>Registering events costs some 100 ms of CPU, so nothing of them is even loaded before somebody uses JFR in this JVM,
 * and then on the agent's thread: a service that never records pays nothing. From then on each event is made only while
 * a recording wants it. What was found before the first recording isn't written into it.
 */
public final class JfrPublisher implements Publisher {
    private static final String NAME = "jfr";

    private final DirectAllocationRecorder directAllocations = new DirectAllocationRecorder();
    private boolean closed;
    private boolean registered;
    private SourceState state = new SourceState(NAME, Status.OK, "no recording has been started yet", "");

    /** To be called when somebody is going to read the state: the question loads a good part of JFR. */
    public synchronized void lookWhetherAvailable() {
        try {
            if (!registered && !closed && !FlightRecorder.isAvailable()) {
                state = unavailable("this JVM has no flight recorder");
            }
        } catch (RuntimeException | LinkageError e) {
            state = unavailable(e.toString());
        }
    }

    private static SourceState unavailable(String why) {
        return new SourceState(NAME, Status.UNAVAILABLE, why, "");
    }

    /**
     * Registers the events once JFR is in use. Cheap until then and after; to be called every now and then on the agent's
     * thread, so that a recording doesn't wait a whole period for its first event.
     *
     * @return whether they are registered
     */
    public synchronized boolean tryRegister() {
        if (registered || closed) {
            return registered;
        }
        try {
            if (!FlightRecorder.isInitialized()) {
                return false;
            }
            Registration.register();
            registered = true;
            directAllocations.open();
            state = SourceState.ok(NAME);
        } catch (RuntimeException | LinkageError e) {
            close();
            state = unavailable("the events can't be registered: " + e);
        }
        return registered;
    }

    /** Whether events can be written and, if not, why. */
    public synchronized SourceState state() {
        return state;
    }

    /** For the hook on the JDK's reservation point. */
    public DirectAllocationRecorder directAllocations() {
        return directAllocations;
    }

    @Override
    public synchronized void host(LatestHost latest) {
        if (tryRegister()) {
            HostEvents.zones(latest.reading());
            HostEvents.pressure(latest.reading());
        }
    }

    @Override
    public synchronized void direct(DirectActivity activity) {
        if (tryRegister()) {
            DirectEvents.activity(activity);
        }
    }

    @Override
    public synchronized void failure(KernelFailure failure) {
        if (tryRegister()) {
            FailureEvents.failure(failure);
        }
    }

    @Override
    public synchronized void verdict(Verdict verdict) {
        if (tryRegister()) {
            FailureEvents.verdict(verdict);
        }
    }

    @Override
    public synchronized void association(Association association) {
        if (tryRegister()) {
            FailureEvents.association(association);
        }
    }

    @Override
    public synchronized void traced(TracedFailure failure) {
        if (tryRegister()) {
            TraceEvents.failure(failure);
        }
    }

    @Override
    public synchronized void stalled(TracedStall stall) {
        if (tryRegister()) {
            TraceEvents.stall(stall);
        }
    }

    @Override
    public synchronized void health(AgentHealth health) {
        if (tryRegister()) {
            AgentEvents.health(health);
        }
    }

    /** Takes the events back. What was recorded stays in the recordings. */
    @Override
    public synchronized void close() {
        directAllocations.close();
        closed = true;
        if (registered) {
            registered = false;
            Registration.unregister();
        }
        state = new SourceState(NAME, Status.OFF, "closed", "");
    }
}
