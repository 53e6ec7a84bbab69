// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.episode;

import io.github.buddyscope.correlation.pause.StalledPause;
import io.github.buddyscope.correlation.trouble.Trouble;

/** Troubles of one kind that came within a window of each other. */
public final class Episode {
    private final Trouble first;
    private Trouble standsFor;
    private Trouble closest;
    private int failures;
    private int troubles = 1;
    private long lastNanos;

    /** Begins with this one. */
    public Episode(Trouble first) {
        this.first = first;
        this.standsFor = first;
        this.closest = first;
        this.failures = first.failures();
        this.lastNanos = first.nanos();
    }

    boolean takes(Trouble trouble, long window, long longest) {
        return first.isLike(trouble)
                && Math.abs(trouble.nanos() - lastNanos) <= window
                && trouble.nanos() - first.nanos() <= longest;
    }

    void add(Trouble trouble) {
        failures += trouble.failures();
        troubles++;
        lastNanos = Math.max(lastNanos, trouble.nanos());
        // what speaks for this JVM comes before what speaks against it in the order of the constants
        if (trouble.match().sureness().compareTo(closest.match().sureness()) < 0) {
            closest = trouble;
        }
        if (trouble instanceof StalledPause pause
                && standsFor instanceof StalledPause worst
                && pause.pause().wallNanos() > worst.pause().wallNanos()) {
            standsFor = trouble;
        }
    }

    /** The trouble that began it. */
    public Trouble first() {
        return first;
    }

    /** The first, or of stalled pauses the one that was stalled longest. */
    public Trouble standsFor() {
        return standsFor;
    }

    /** The one whose task is the likeliest to be this JVM's. */
    public Trouble closest() {
        return closest;
    }

    /** Failures in it, those that its troubles stand for included; 0 for stalled pauses. */
    public int failures() {
        return failures;
    }

    /** Reports, traced failures or pauses in it. */
    public int troubles() {
        return troubles;
    }

    /** When its last trouble happened, {@link System#nanoTime()} scale. */
    public long lastNanos() {
        return lastNanos;
    }
}
