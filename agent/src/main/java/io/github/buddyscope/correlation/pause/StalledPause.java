// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.TracedCause;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A collection pause of which a good part went into making memory.
 *
 * @param time when it began, on the host's wall clock
 */
public record StalledPause(PauseStalls pause, Instant time, Diagnosis diagnosis, TaskMatch match) implements Trouble {
    /** Shorter stalls are no news, however large their part of a short pause is. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** One part in so many of the pause. */
    static final int LEAST_PART = 5;

    /** Whether enough of the pause went into it: 5 ms on the wall and a fifth of the pause. */
    public static boolean is(PauseStalls pause) {
        return !pause.groups().isEmpty()
                && pause.wallNanos() >= LEAST_NANOS
                && pause.wallNanos() >= pause.gc().durationNanos() / LEAST_PART;
    }

    /** @param time when it began, on the host's wall clock */
    public static StalledPause of(PauseStalls pause, Instant time, long pageSize) {
        StallGroup longest = pause.groups().get(0);
        String thread = longest.threads().get(0);
        TaskMatch match = new TaskMatch(
                Sureness.CERTAIN,
                thread,
                longest.threadKind(),
                thread + " is its own (" + longest.threadKind().one() + ")");
        return new StalledPause(pause, time, TracedCause.ofStall(longest.kind(), longest.order(), pageSize), match);
    }

    @Override
    public Trigger trigger() {
        return Trigger.STALLED_PAUSE;
    }

    @Override
    public long nanos() {
        return pause.gc().startNanos();
    }

    @Override
    public long errorNanos() {
        return pause.gc().errorNanos();
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public int failures() {
        return 0;
    }

    @Override
    public int order() {
        return pause.groups().get(0).order();
    }

    @Override
    public String task() {
        return match.thread();
    }

    @Override
    public boolean isLike(Trouble other) {
        return other instanceof StalledPause;
    }
}
