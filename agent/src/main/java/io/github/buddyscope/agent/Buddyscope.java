// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.option.OptionKey;
import io.github.buddyscope.agent.option.Options;
import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.runtime.HostAnswer;
import io.github.buddyscope.agent.runtime.LastWords;
import io.github.buddyscope.agent.runtime.Pace;
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
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.look.LookPublisher;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.source.jvm.JvmFigures;
import io.github.buddyscope.source.jvm.JvmTasks;
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
    /** What starts, or comes into use with the service, is found soon. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long LONGEST_BEGIN_SECONDS = 60;
    private static final long LONGEST_FIRST_SAMPLE_SECONDS = 2;

    private final Options options;
    private final long periodNanos;
    private final Instrumentation instrumentation;
    private final AgentLog log;
    private final AgentThread thread;
    private final AgentThread hostThread;
    private final Publishers publishers;
    private final LastWords lastWords;
    private final long startNanos = System.nanoTime();
    private final Pace pace;
    private Surfaces surfaces;
    private JvmWatch jvm;
    private HostWatch host;
    private KernelWatch kernel;
    private TraceWatch trace;
    private RelayWatch relay;
    private Verdicts verdicts;
    private Health health;
    private Account account;
    private boolean rehearsalDue;
    private Rehearsal rehearsal; // null until it's due
    private LookPublisher look;
    private PartialLines lines; // of a log that is a file
    private final Task publishRead = new Task(Task.PUBLISH_READ);
    private final Task tickByHost = new Task(Task.TICK_BY_HOST);
    private final Task sample = new Task(Task.SAMPLE);
    private final Task hurry = new Task(Task.HURRY);
    private long readNanos; // of the host's thread
    private volatile boolean ended;

    Buddyscope(Options options, Instrumentation instrumentation, AgentLog log) {
        this.options = options;
        this.periodNanos = options.duration(OptionKey.PERIOD).toNanos();
        this.instrumentation = instrumentation;
        this.log = log;
        this.thread = new AgentThread(log);
        this.hostThread = thread.forTheHost();
        this.publishers = new Publishers(log);
        this.lastWords = new LastWords(thread, new Task(Task.PUBLISH_REST));
        this.pace = new Pace(startNanos, new Task(Task.TICK));
    }

    /** Everything begins on the agent's own thread; returns when it has. A host that doesn't answer is not waited for. */
    void start() throws Exception {
        thread.runAndWait(new Task(Task.BEGIN), LONGEST_BEGIN_SECONDS, TimeUnit.SECONDS);
        // the first sample before anyone is told that the agent runs: from here on nothing is missed
        try {
            hostThread.runAndWait(sample, LONGEST_FIRST_SAMPLE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException unanswered) {
            log.debug("the host's files have yet to be read");
        }
        long begin = System.nanoTime();
        hostThread.every(begin, periodNanos, new Task(Task.SAMPLE_IF_DUE));
        hostThread.every(begin, Pace.REST_NANOS, new Task(Task.ONCE_A_SECOND));
        log.info("version " + Version.text() + " is running");
    }

    /** What others run or ask of this, in one class: as lambdas each would be linked by itself while the service starts. */
    private final class Task
            implements Runnable,
                    BooleanSupplier,
                    LongSupplier,
                    Supplier<JvmSample>,
                    Consumer<KernelFailure>,
                    LineParser {
        static final int BEGIN = 0;
        static final int SAMPLE = 1;
        static final int SAMPLE_IF_DUE = 2;
        static final int PUBLISH_READ = 3;
        static final int TICK = 4;
        static final int TICK_BY_HOST = 5;
        static final int HURRY = 6;
        static final int ONCE_A_SECOND = 7;
        static final int PUBLISH_REST = 8;
        static final int LOOK = 9;
        static final int WANTS_LOOKS = 10;
        static final int COLLECTED_OF_LATE = 11;
        static final int HAS_ROOM = 12;
        static final int POOL_USED = 13;
        static final int JVM_FIGURES = 14;
        static final int FOUND = 15;
        static final int LINES = 16;
        static final int MAKE_REHEARSAL = 17;

        private final int what;

        Task(int what) {
            this.what = what;
        }

        @Override
        public void run() {
            switch (what) {
                case BEGIN -> begin();
                case SAMPLE -> sample();
                case SAMPLE_IF_DUE -> sampleIfDue();
                case PUBLISH_READ -> publishRead();
                case TICK -> tick();
                case TICK_BY_HOST -> tickByHost();
                case ONCE_A_SECOND -> onceASecond();
                case HURRY -> hurry();
                case LOOK -> kernel.look();
                case MAKE_REHEARSAL ->
                    rehearsal = new Rehearsal(publishers, thread::guard, Buddyscope.this::rehearse, startNanos);
                default -> publishRest();
            }
        }

        @Override
        public boolean getAsBoolean() {
            return switch (what) {
                case WANTS_LOOKS -> kernel.wantsLooks();
                case COLLECTED_OF_LATE -> jvm.collectedOfLate();
                default -> HeapRoom.has(0);
            };
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
        Timeline timeline = new Timeline(System.nanoTime());
        Associations associations = new Associations(
                System.nanoTime(), options.duration(OptionKey.WINDOW).toNanos());
        HugePageWatch hugePages = new HugePageWatch();
        surfaces = new Surfaces(publishers, new Control(options, hostThread, sample, hugePages));
        jvm = new JvmWatch(
                timeline,
                associations,
                options.directThreshold(),
                options.direct() ? surfaces.largeReservations() : null,
                hurry);
        surfaces.tellPoolUsed(new Task(Task.POOL_USED));
        jvm.start(instrumentation);
        host = new HostWatch(Path.of(options.get(OptionKey.PROC)), timeline);
        HostFactsReader facts = new HostFactsReader(Path.of(options.get(OptionKey.PROC)), Path.of("/sys"));
        JvmTasks tasks = new JvmTasks(Path.of(options.get(OptionKey.PROC)));
        kernel = new KernelWatch(
                KernelLogs.of(options.get(OptionKey.KERNEL), new Task(Task.LINES)),
                thread,
                tasks,
                new RecentFacts(new HostAnswer<>(facts, HostFacts.UNKNOWN), new NanoTime()),
                new Task(Task.FOUND));
        Correlator correlator = new Correlator(
                timeline, options.duration(OptionKey.WINDOW).toNanos(), jvm.countsReservations(), host.pageSize());
        correlator.askForHugePages(hugePages);
        trace = new TraceWatch(options.get(OptionKey.TRACE), tasks, timeline);
        trace.onFinding(hurry);
        correlator.trace(trace.pauses(), trace);
        verdicts = new Verdicts(publishers, trace, timeline, correlator, associations, lastWords);
        relay = new RelayWatch(
                options.get(OptionKey.RELAY),
                options.get(OptionKey.KERNEL).equals("auto"),
                options.get(OptionKey.TRACE).equals("auto"),
                kernel,
                trace);
        Path meeting = JvmLook.socket(OwnProcess.pid(), JvmLook.startTicks(OwnProcess.stat()));
        look = new LookPublisher(meeting, Version.text(), new Task(Task.JVM_FIGURES), new Task(Task.HAS_ROOM));
        publishers.add(look);
        Watches watches = new Watches(jvm, host, kernel, trace, relay);
        health = new Health(thread, publishers, surfaces, watches);
        account = new Account(publishers, surfaces, watches, health, log);
        kernel.start();
        trace.start();
        tick();
        thread.at(pace);
        thread.at(new Looks(pace, new Task(Task.WANTS_LOOKS), new Task(Task.COLLECTED_OF_LATE), new Task(Task.LOOK)));
    }

    /** On any thread. */
    private void hurry() {
        if (pace.hurry()) {
            thread.hasten();
        }
    }

    private void sampleIfDue() {
        if (host.due()) {
            sample();
        }
    }

    /** On the host's thread, right behind a sample where both fall together. */
    private void onceASecond() {
        thread.inTurn(tickByHost);
    }

    /** On the host's thread: a file of the host's may keep it waiting for ever. */
    private void sample() {
        long begin = System.nanoTime();
        host.read();
        readNanos = System.nanoTime() - begin;
        thread.inTurn(publishRead);
    }

    private void publishRead() {
        LatestHost latest = ended ? null : host.taken();
        if (latest != null) {
            account.give(latest, System.nanoTime() - readNanos);
        }
    }

    /** On the host's thread, which is awake. */
    private void tickByHost() {
        if (!ended) {
            pace.byHost(System.nanoTime());
            try {
                tick();
            } finally {
                if (!pace.rests()) {
                    thread.hasten();
                }
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        pace.begin(now);
        jvm.tick(now);
        kernel.tick(now);
        look.look();
        boolean looked = surfaces.tryRegister() || look.asked();
        if (looked || verdicts.pending()) {
            kernel.tellPast();
        }
        rehearse(looked, now);
        relay.tick(now);
        account.giveWithoutHost(now, periodNanos);
        verdicts.tick(now);
        pace.by(verdicts.nextDue(now + Pace.REST_NANOS));
        if (waits(now)) {
            pace.by(now + Pace.QUICK_NANOS);
        }
    }

    private void rehearse(boolean looked, long now) {
        if (!rehearsalDue
                && (looked || now - startNanos >= Rehearsal.PATIENCE_NANOS)
                && HeapRoom.has(Rehearsal.LEAST_ROOM)) {
            rehearsalDue = true; // once, also where its class can't be loaded any more
            thread.guard(new Task(Task.MAKE_REHEARSAL));
        }
        if (rehearsal != null) {
            rehearsal.tick(looked, now);
        }
    }

    /** Whether something may come of the next tick that somebody waits for. */
    private boolean waits(long now) {
        return now - startNanos < STARTING_NANOS
                || jvm.restless()
                || kernel.defers()
                || relay.meets(now)
                || host.keepsWaiting();
    }

    /** The agent or the JVM ends: verdicts whose windows haven't passed are given as they are. */
    private void publishRest() {
        verdicts.rest(System.nanoTime());
    }

    private void rehearse(FailureReport report) {
        kernel.rehearse(report);
        lastWords.rehearse();
    }

    private void found(KernelFailure failure) {
        if (!verdicts.found(failure)) {
            health.droppedEpisode();
        }
        pace.hurry(); // the next tick marks the time line, and has the trace read without long rests
    }

    @Override
    public void close() {
        hostThread.stop(() -> {});
        thread.stop(this::end);
    }

    /** Each apart: where one can't be closed, say for a class that can't be loaded any more, the others are. */
    private void end() {
        ended = true;
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
