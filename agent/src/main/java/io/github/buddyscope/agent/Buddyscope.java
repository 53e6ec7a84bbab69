// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.option.OptionKey;
import io.github.buddyscope.agent.option.Options;
import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.runtime.HostAnswer;
import io.github.buddyscope.agent.runtime.LastWords;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.agent.watch.HostWatch;
import io.github.buddyscope.agent.watch.HugePageWatch;
import io.github.buddyscope.agent.watch.JvmWatch;
import io.github.buddyscope.agent.watch.KernelWatch;
import io.github.buddyscope.agent.watch.RecentFacts;
import io.github.buddyscope.agent.watch.RelayWatch;
import io.github.buddyscope.agent.watch.TraceWatch;
import io.github.buddyscope.correlation.Correlator;
import io.github.buddyscope.correlation.association.Associations;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.publish.look.LookPublisher;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.jvm.JvmFigures;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.jvm.PlatformBeans;
import io.github.buddyscope.source.kernellog.KernelLogs;
import io.github.buddyscope.source.kernellog.clock.NanoTime;
import io.github.buddyscope.source.kernellog.file.LineParser;
import io.github.buddyscope.source.procfs.HostFactsReader;
import io.github.buddyscope.source.procfs.OwnProcess;
import io.github.buddyscope.wire.JvmLook;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Owns everything that was started and closes it in reverse order: the sources, the correlation, the publishers, and the
 * thread on which they meet.
 */
final class Buddyscope implements AutoCloseable {
    private static final long LONGEST_BEGIN_SECONDS = 60;
    private static final long LONGEST_FIRST_SAMPLE_SECONDS = 2;

    private final Options options;
    private final Instrumentation instrumentation;
    private final AgentLog log;
    private final AgentThread thread;
    private final AgentThread hostThread;
    private final Publishers publishers;
    private final LastWords lastWords;
    private final Turns turns;
    private Surfaces surfaces;
    private JvmWatch jvm;
    private HostWatch host;
    private KernelWatch kernel;
    private TraceWatch trace;
    private RelayWatch relay;
    private Verdicts verdicts;
    private Health health;
    private PartialLines lines; // of a log that is a file

    Buddyscope(Options options, Instrumentation instrumentation, AgentLog log) {
        this.options = options;
        this.instrumentation = instrumentation;
        this.log = log;
        this.thread = new AgentThread(log);
        this.hostThread = thread.forTheHost();
        this.publishers = new Publishers(log);
        this.lastWords = new LastWords(thread, new Task(Task.PUBLISH_REST));
        long periodNanos = options.nanos(OptionKey.PERIOD);
        this.turns = new Turns(thread, publishers, lastWords, System.nanoTime(), periodNanos);
    }

    /** Everything begins on the agent's own thread; returns when it has. A host that doesn't answer is not waited for. */
    void start() throws Exception {
        thread.runAndWait(new Task(Task.BEGIN), LONGEST_BEGIN_SECONDS, TimeUnit.SECONDS);
        // the first sample before anyone is told that the agent runs: from here on nothing is missed
        try {
            hostThread.runAndWait(turns.sample(), LONGEST_FIRST_SAMPLE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException unanswered) {
            log.debug("the host's files have yet to be read");
        }
        turns.goOn(hostThread);
        log.info("version " + Version.text() + " is running");
    }

    /** What others run or ask, in one class: as lambdas each would be linked by itself while the service starts. */
    private final class Task
            implements Runnable,
                    BooleanSupplier,
                    LongSupplier,
                    Supplier<JvmSample>,
                    Consumer<KernelFailure>,
                    LineParser {
        static final int BEGIN = 0;
        static final int PUBLISH_REST = 1;
        static final int ANSWER = 2; // nothing to run: each who asks knows one of the methods

        private final int what;

        Task(int what) {
            this.what = what;
        }

        @Override
        public void run() {
            if (what == BEGIN) {
                begin();
            } else {
                publishRest();
            }
        }

        @Override
        public boolean getAsBoolean() {
            return HeapRoom.has(0);
        }

        @Override
        public long getAsLong() {
            return jvm.poolUsed();
        }

        @Override
        public JvmSample get() {
            return JvmFigures.read();
        }

        @Override
        public void accept(KernelFailure failure) {
            found(failure);
        }

        @Override
        public List<KernelLine> parse(long number, String line) {
            if (lines == null) {
                lines = new PartialLines();
            }
            return lines.parse(number, line);
        }
    }

    private void begin() {
        Task answers = new Task(Task.ANSWER);
        Timeline timeline = new Timeline(System.nanoTime());
        Associations associations = new Associations(System.nanoTime(), options.nanos(OptionKey.WINDOW));
        PlatformBeans beans = PlatformBeans.of(instrumentation);
        HugePageWatch hugePages = new HugePageWatch(beans);
        surfaces = new Surfaces(publishers, new Control(options, hostThread, turns.sample(), hugePages));
        jvm = new JvmWatch(
                timeline,
                associations,
                options.directThreshold(),
                options.direct() ? surfaces.largeReservations() : null,
                turns.hurry());
        surfaces.tellPoolUsed(answers);
        jvm.start(instrumentation, beans);
        host = new HostWatch(Path.of(options.get(OptionKey.PROC)), timeline);
        HostFactsReader facts = new HostFactsReader(Path.of(options.get(OptionKey.PROC)), Path.of("/sys"));
        JvmTasks tasks = new JvmTasks(Path.of(options.get(OptionKey.PROC)), beans);
        kernel = new KernelWatch(
                KernelLogs.of(options.get(OptionKey.KERNEL), answers),
                thread,
                tasks,
                new RecentFacts(new HostAnswer<>(facts, HostFacts.UNKNOWN), new NanoTime()),
                answers);
        Correlator correlator =
                new Correlator(timeline, options.nanos(OptionKey.WINDOW), jvm.countsReservations(), host.pageSize());
        correlator.askForHugePages(hugePages);
        trace = new TraceWatch(options.get(OptionKey.TRACE), tasks, timeline);
        trace.onFinding(turns.hurry());
        correlator.trace(trace.pauses(), trace);
        verdicts = new Verdicts(publishers, trace, timeline, correlator, associations, lastWords);
        relay = new RelayWatch(
                options.get(OptionKey.RELAY),
                options.get(OptionKey.KERNEL).equals("auto"),
                options.get(OptionKey.TRACE).equals("auto"),
                kernel,
                trace);
        Path meeting = JvmLook.socket(OwnProcess.pid(), JvmLook.startTicks(OwnProcess.stat()));
        LookPublisher look = new LookPublisher(meeting, Version.text(), answers, answers);
        publishers.add(look);
        Watches watches = new Watches(jvm, host, kernel, trace, relay);
        health = new Health(thread, publishers, surfaces, watches, beans);
        Account account = new Account(publishers, surfaces, watches, health, log);
        kernel.start();
        trace.start();
        turns.begin(watches, surfaces, look, verdicts, account);
    }

    /** The agent or the JVM ends: verdicts whose windows haven't passed are given as they are. */
    private void publishRest() {
        verdicts.rest(System.nanoTime());
    }

    private void found(KernelFailure failure) {
        if (!verdicts.found(failure)) {
            health.droppedEpisode();
        }
        turns.hurry().run(); // the next tick marks the time line, and has the trace read without long rests
    }

    @Override
    public void close() {
        hostThread.stop(() -> {});
        thread.stop(this::end);
    }

    /** Each apart: where one can't be closed, say for a class that can't be loaded any more, the others are. */
    private void end() {
        turns.end();
        if (relay != null) {
            thread.guard(relay::close);
        }
        if (trace != null) {
            thread.guard(trace::close);
        }
        if (verdicts != null) {
            thread.guard(this::publishRest);
        }
        thread.guard(lastWords::close);
        if (kernel != null) {
            thread.guard(kernel::close);
        }
        if (jvm != null) {
            thread.guard(jvm::close);
        }
        if (host != null) {
            thread.guard(host::close);
        }
        publishers.close();
    }
}
