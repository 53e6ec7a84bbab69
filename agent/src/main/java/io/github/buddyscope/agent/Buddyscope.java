// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.cli.Version;
import io.github.buddyscope.correlation.Timeline;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;

/** Owns everything that was started and closes it in reverse order. */
final class Buddyscope implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Options options;
    private final Instrumentation instrumentation;
    private final AgentLog log;
    private final AgentThread thread;
    private JvmWatch jvm;

    Buddyscope(String argument, Instrumentation instrumentation, PrintStream stderr) {
        this.options = Options.of(argument, System.getProperties(), System.getenv());
        this.instrumentation = instrumentation;
        this.log = new AgentLog(stderr, options.logLevel());
        this.thread = new AgentThread(log);
    }

    /** Returns at once; everything begins on the agent's own thread. */
    void start() {
        for (String problem : options.problems()) {
            log.warn(problem);
        }
        thread.run(this::begin);
    }

    private void begin() {
        System.setProperty(Attachment.VERSION, Version.text());
        System.setProperty(Attachment.STATE, Attachment.STARTING);
        Timeline timeline = new Timeline(System.nanoTime());
        jvm = new JvmWatch(timeline, options.directThreshold(), options.direct() ? bytes -> {} : null);
        jvm.start(instrumentation);
        thread.every(TICK_NANOS, () -> jvm.tick(System.nanoTime()));
        System.setProperty(Attachment.STATE, Attachment.RUNNING);
        log.info("version " + Version.text() + " is running");
    }

    @Override
    public void close() {
        thread.stop(this::end);
    }

    private void end() {
        if (jvm != null) {
            jvm.close();
        }
        System.clearProperty(Attachment.STATE);
        System.clearProperty(Attachment.VERSION);
    }
}
