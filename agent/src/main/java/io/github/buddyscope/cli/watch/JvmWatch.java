// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.text.Durations;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Asks the watched JVM for its figures, on a daemon thread of its own: a JVM in a long pause doesn't answer, and the host must
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
    private volatile String lack = "";
    private volatile boolean carriesAgent;
    private volatile JvmSample latest;
    private JvmSample seen;
    private boolean agentSeen;
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
        try (JvmAnswers answers = new JvmAnswers(access, () -> closed)) {
            while (!closed) {
                look(answers);
                Thread.sleep(periodMillis);
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private void look(JvmAnswers answers) {
        try {
            JvmSample sample = answers.read();
            lack = answers.problem();
            carriesAgent = answers.agentSeen();
            latest = sample == null ? latest : sample;
            problem = "";
        } catch (JvmAccess.Refused e) {
            problem = !access.alive()
                    ? "it has ended"
                    : answers.problem().isEmpty() ? e.getMessage() : answers.problem() + "; " + e.getMessage();
        } catch (RuntimeException e) {
            problem = "failed with " + e.getClass().getSimpleName();
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
        return new JvmView(
                access.pid(), access.name(), state, lack(sample), carriesAgent, sample, gcShare, gcShares, directUsed);
    }

    private String lack(JvmSample sample) {
        if (sample == null || sample.from() != JvmSample.From.COUNTERS) {
            return "";
        }
        return lack.isEmpty() ? "told by Buddyscope in it alone (attach " + access.pid() + "), or over JMX" : lack;
    }

    private void came(JvmSample sample) {
        boolean sameCounts = seen != null && seen.from() == sample.from();
        gcShare = Double.NaN;
        if (sameCounts) {
            double millis = (sample.nanos() - seen.nanos()) / 1e6;
            gcShare = millis <= 0 || sample.pauseMillis() < 0 || seen.pauseMillis() < 0
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
            found.accept(verdict(agent, !agentSeen));
        }
        agentSeen |= agent != null;
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
        thread.interrupt();
    }
}
