// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.runtime.LastWords;
import io.github.buddyscope.agent.runtime.Pace;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.look.LookPublisher;
import io.github.buddyscope.source.guest.HeapRoom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What happens again and again: samples, on the host's thread, and ticks, on that one where it's awake anyway, else on the agent's
 * own.
 */
final class Turns {
    /** What starts, or comes into use with the service, is found soon. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AgentThread thread;
    private final Publishers publishers;
    private final LastWords lastWords;
    private final long startNanos;
    private final long periodNanos;
    private final Pace pace;
    private final Task sample = new Task(Task.SAMPLE);
    private final Task hurry = new Task(Task.HURRY);
    private final Task publishRead = new Task(Task.PUBLISH_READ);
    private final Task tickByHost = new Task(Task.TICK_BY_HOST);
    private Watches watches;
    private Surfaces surfaces;
    private LookPublisher look;
    private Verdicts verdicts;
    private Account account;
    private boolean rehearsalDue;
    private Rehearsal rehearsal; // null until it's due
    private long readNanos; // of the host's thread
    private volatile boolean ended;

    /** @param thread with whose tasks all goes in turn */
    Turns(AgentThread thread, Publishers publishers, LastWords lastWords, long startNanos, long periodNanos) {
        this.thread = thread;
        this.publishers = publishers;
        this.lastWords = lastWords;
        this.startNanos = startNanos;
        this.periodNanos = periodNanos;
        this.pace = new Pace(startNanos, new Task(Task.TICK));
    }

    /** What others run or ask, in one class: as lambdas each would be linked by itself while the service starts. */
    private final class Task implements Runnable, BooleanSupplier {
        static final int SAMPLE = 0;
        static final int SAMPLE_IF_DUE = 1;
        static final int PUBLISH_READ = 2;
        static final int TICK = 3;
        static final int TICK_BY_HOST = 4;
        static final int HURRY = 5;
        static final int ONCE_A_SECOND = 6;
        static final int LOOK = 7;
        static final int WANTS_LOOKS = 8;
        static final int COLLECTED_OF_LATE = 9;
        static final int MAKE_REHEARSAL = 10;

        private final int what;

        Task(int what) {
            this.what = what;
        }

        @Override
        public void run() {
            switch (what) {
                case SAMPLE -> takeSample();
                case SAMPLE_IF_DUE -> sampleIfDue();
                case PUBLISH_READ -> publishRead();
                case TICK -> tick();
                case TICK_BY_HOST -> tickByHost();
                case ONCE_A_SECOND -> thread.inTurn(tickByHost);
                case HURRY -> hasten();
                case LOOK -> watches.kernel().look();
                default -> makeRehearsal();
            }
        }

        @Override
        public boolean getAsBoolean() {
            return what == WANTS_LOOKS
                    ? watches.kernel().wantsLooks()
                    : watches.jvm().collectedOfLate();
        }
    }

    /** Has a sample taken and published; for the host's thread, as a file of the host's may keep it waiting for ever. */
    Runnable sample() {
        return sample;
    }

    /** Has the next tick come soon. For any thread. */
    Runnable hurry() {
        return hurry;
    }

    /** On the agent's thread, which ticks from now on. */
    void begin(Watches of, Surfaces shown, LookPublisher shownToCommand, Verdicts judged, Account accounted) {
        watches = of;
        surfaces = shown;
        look = shownToCommand;
        verdicts = judged;
        account = accounted;
        tick();
        thread.at(pace);
        thread.at(new Looks(pace, new Task(Task.WANTS_LOOKS), new Task(Task.COLLECTED_OF_LATE), new Task(Task.LOOK)));
    }

    /** Samples every period, and ticks right behind a sample where both fall together. */
    void goOn(AgentThread hostThread) {
        long begin = System.nanoTime();
        hostThread.every(begin, periodNanos, new Task(Task.SAMPLE_IF_DUE));
        hostThread.every(begin, Pace.REST_NANOS, new Task(Task.ONCE_A_SECOND));
    }

    /** What is under way publishes nothing more. */
    void end() {
        ended = true;
    }

    private void hasten() {
        if (pace.hurry()) {
            thread.hasten();
        }
    }

    private void sampleIfDue() {
        if (watches.host().due()) {
            takeSample();
        }
    }

    private void takeSample() {
        long begin = System.nanoTime();
        watches.host().read();
        readNanos = System.nanoTime() - begin;
        thread.inTurn(publishRead);
    }

    private void publishRead() {
        LatestHost latest = ended ? null : watches.host().taken();
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
        watches.jvm().tick(now);
        watches.kernel().tick(now);
        look.look();
        boolean looked = surfaces.tryRegister() || look.asked();
        if (looked || verdicts.pending()) {
            watches.kernel().tellPast();
        }
        rehearse(looked, now);
        watches.relay().tick(now);
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

    private void makeRehearsal() {
        rehearsal = new Rehearsal(publishers, thread::guard, this::rehearse, startNanos);
    }

    private void rehearse(FailureReport report) {
        watches.kernel().rehearse(report);
        lastWords.rehearse();
    }

    /** Whether something may come of the next tick that somebody waits for. */
    private boolean waits(long now) {
        return now - startNanos < STARTING_NANOS
                || watches.jvm().restless()
                || watches.kernel().defers()
                || watches.relay().meets(now)
                || watches.host().keepsWaiting();
    }
}
