// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gathers failures into episodes and gives each its verdict once its window has passed. For one thread. */
public final class Correlator {
    /** What is compared with as usual: up to five minutes before the window. */
    private static final long TRAILING = TimeUnit.MINUTES.toNanos(5);

    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Timeline timeline;
    private final long window;
    private final Episodes episodes;
    private final boolean directWatched;
    private final long pageSize;
    private PauseAccounts pauses;
    private Supplier<String> hugePages = () -> "";

    /**
     * @param windowNanos how far before and after a failure is looked
     * @param directWatched false where direct reservations aren't counted
     * @param pageSize bytes of a page on this host
     */
    public Correlator(Timeline timeline, long windowNanos, boolean directWatched, long pageSize) {
        this.timeline = timeline;
        this.window = windowNanos;
        this.episodes = new Episodes(windowNanos);
        this.directWatched = directWatched;
        this.pageSize = pageSize;
    }

    /** From where stalls within collection pauses are known; without it, they aren't. */
    public void pauses(PauseAccounts accounts) {
        pauses = accounts;
    }

    /** @param word a sentence where this JVM asks for huge pages itself, else empty; asked for each verdict on what it saw */
    public void askForHugePages(Supplier<String> word) {
        hugePages = word;
    }

    /** False where the failure could not be kept, because too many episodes are open. */
    public boolean add(KernelFailure failure) {
        return episodes.add(failure);
    }

    /** The verdicts that are due at {@code now} ({@link System#nanoTime()}). */
    public List<Verdict> due(long now) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Episode episode : episodes.takeComplete(now, GRACE)) {
            verdicts.add(verdict(episode));
        }
        return verdicts;
    }

    private Verdict verdict(Episode episode) {
        KernelFailure first = episode.first();
        long from = first.nanos() - window;
        long to = episode.lastNanos() + window;
        boolean watched = timeline.watched(first.nanos());
        NearestGc gc = watched ? timeline.nearestGc(first.nanos(), window, first.errorNanos()) : null;
        Surroundings around = new Surroundings(
                watched,
                directWatched,
                window,
                gc,
                gc == null || pauses == null ? null : pauses.of(gc.gc()),
                watched ? timeline.gcsWithin(from, to) : 0,
                watched && directWatched ? timeline.directBetween(from, to) : -1,
                watched && directWatched ? timeline.usualDirect(from, TRAILING, to - from) : -1,
                watched ? timeline.nearestSample(first.nanos()) : null);
        return new Verdict(
                first,
                episode.failures(),
                episode.lastNanos(),
                window,
                gc,
                around.pauseStalls(),
                around.gcsInWindow(),
                around.directBytes(),
                around.usualDirectBytes(),
                ZoneWords.of(around.sample(), first.nanos(), pageSize),
                summary(episode, around),
                VerdictWords.doubts(episode, around));
    }

    private String summary(Episode episode, Surroundings around) {
        String words = VerdictWords.summary(episode, around);
        String huge = around.watched() ? hugePages.get() : "";
        return huge.isEmpty() ? words : words + ' ' + huge;
    }
}
