// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.correlation.episode.Episodes;
import io.github.buddyscope.correlation.episode.Histories;
import io.github.buddyscope.correlation.episode.OpeningBudget;
import io.github.buddyscope.correlation.pause.PauseAccounts;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.StalledPause;
import io.github.buddyscope.correlation.pause.TraceSight;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.FailureMark;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.correlation.trouble.UnloggedFailure;
import io.github.buddyscope.model.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gathers troubles into episodes and gives each its verdict once its window has passed. For one thread. */
public final class Correlator {
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

    /** The log and the trace stamp the same failure apart by no more, and print it no later. */
    private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Timeline timeline;
    private final long window;
    private final long pageSize;
    private final Episodes episodes;
    private final OpeningBudget budget;
    private final Histories histories;
    private final VerdictMaker maker;

    /**
     * @param windowNanos how far before and after a failure is looked
     * @param directWatched false where direct reservations aren't counted
     * @param pageSize bytes of a page on this host
     */
    public Correlator(Timeline timeline, long windowNanos, boolean directWatched, long pageSize) {
        this.timeline = timeline;
        this.window = windowNanos;
        this.pageSize = pageSize;
        this.episodes = new Episodes(windowNanos);
        this.budget = new OpeningBudget(timeline.startNanos());
        this.histories = new Histories(timeline.startNanos());
        this.maker = new VerdictMaker(timeline, windowNanos, directWatched, pageSize, histories);
    }

    /**
     * From where stalls are known; without it, they aren't.
     *
     * @param accounts stalls within collection pauses
     * @param sight asked for each verdict
     */
    public void trace(PauseAccounts accounts, Supplier<TraceSight> sight) {
        maker.trace(accounts, sight);
    }

    /** @param word a sentence where this JVM asks for huge pages itself, else empty; asked for each verdict on what it saw */
    public void askForHugePages(Supplier<String> word) {
        maker.askForHugePages(word);
    }

    /** The latest answers on what coincides more often than by chance. */
    public void associated(List<Association> answers) {
        maker.associated(answers);
    }

    /** False where the failure could not be kept, because too many episodes are open. */
    public boolean add(KernelFailure failure) {
        histories.add(failure);
        return episodes.join(failure) || episodes.begin(failure);
    }

    /** What the trace saw fail: opens an episode where it's this JVM's own and its caller had no other way. */
    public void add(TracedFailure failure) {
        timeline.add(failure);
        if (failure.inThisJvm() && failure.meaning().printed()) {
            open(UnloggedFailure.of(failure, pageSize));
        }
    }

    /**
     * A collection pause with stalls in it: opens an episode where they are a good part of it, and no failure's verdict is
     * going to tell of it.
     *
     * @param time when it began, on the host's wall clock
     */
    public void add(PauseStalls pause, Instant time) {
        if (StalledPause.is(pause) && !episodes.tellsOf(pause.gc().startNanos())) {
            open(StalledPause.of(pause, time, pageSize));
        }
    }

    private void open(Trouble trouble) {
        if (!episodes.join(trouble) && budget.take(trouble.nanos())) {
            episodes.begin(trouble);
        }
    }

    /** Whether something has happened since the agent's start that no verdict has been given on yet. */
    public boolean waits() {
        return episodes.anyLive();
    }

    /** The verdicts that are due at {@code now} ({@link System#nanoTime()}). */
    public List<Verdict> due(long now) {
        return verdicts(episodes.takeComplete(now, GRACE), now);
    }

    /** When the next is due, if nothing happens until then; {@code otherwise} where none is. */
    public long nextDue(long otherwise) {
        return episodes.nextComplete(GRACE, otherwise);
    }

    /** All that are open, as the agent ends: what came after them isn't known, and the doubts say so. */
    public List<Verdict> rest(long now) {
        return verdicts(episodes.takeAll(), now);
    }

    private List<Verdict> verdicts(List<Episode> complete, long now) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Episode episode : complete) {
            if (episode.first().trigger() != Trigger.TRACED_FAILURE || !isLogged(episode)) {
                verdicts.add(maker.verdict(episode, now, budget.takePassedOver()));
            }
        }
        return verdicts;
    }

    /** The log told of it after all, and has its own verdict. */
    private boolean isLogged(Episode episode) {
        long from = episode.first().nanos() - SAME_NANOS;
        for (FailureMark mark : timeline.failuresBetween(from, episode.lastNanos() + SAME_NANOS)) {
            if (mark.kind() != FailureKind.OOM_KILL
                    && mark.order() != null
                    && mark.order() == episode.first().order()) {
                return true;
            }
        }
        return false;
    }
}
