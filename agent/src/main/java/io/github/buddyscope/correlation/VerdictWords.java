// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A verdict in plain words: no more than the numbers say. */
final class VerdictWords {
    private VerdictWords() {}

    static String summary(Episode episode, Surroundings around) {
        StringBuilder words = new StringBuilder();
        words.append(failures(episode)).append(' ');
        words.append(episode.first().diagnosis().summary()).append(' ');
        if (around.watched()) {
            words.append(thisJvm(episode.first())).append(' ');
            words.append(gc(around)).append(stalls(around)).append(direct(around));
        }
        return words.toString().strip();
    }

    private static String failures(Episode episode) {
        double seconds = seconds(episode.lastNanos() - episode.first().nanos());
        return episode.failures() == 1
                ? "One failure."
                : text("%d failures within %.1f s; the first stands for them.", episode.failures(), seconds);
    }

    private static String thisJvm(KernelFailure failure) {
        TaskMatch match = failure.match();
        return switch (match.sureness()) {
            case CERTAIN -> "It happened on this JVM's thread " + match.thread() + ": " + match.words() + ".";
            case LIKELY -> "It likely happened on this JVM's thread " + match.thread() + ": " + match.words() + ".";
            case POSSIBLE ->
                "Whether it happened on this JVM's thread " + match.thread() + " can't be told: " + match.words() + ".";
            case UNLIKELY, NO -> "The task that failed is none of this JVM's known threads: " + match.words() + ".";
            case INTERRUPTED ->
                "It happened in interrupt context: the named task was merely interrupted, this JVM is"
                        + " not to blame for it.";
            case UNKNOWN -> "Whether the task is this JVM's isn't known.";
        };
    }

    private static String gc(Surroundings around) {
        String window = text("%.1f s", seconds(around.windowNanos()));
        NearestGc near = around.gc();
        if (near == null) {
            return "No collection of this JVM within " + window + " of it. ";
        }
        GcEvent gc = near.gc();
        String what = text(
                "%s (%s, %s %d ms)",
                gc.collector(),
                gc.cause(),
                gc.pause() ? "pause" : "concurrent cycle of",
                TimeUnit.NANOSECONDS.toMillis(gc.durationNanos()));
        String when = near.offsetNanos() == 0
                ? "coincided with it"
                : text(
                        "%s %d ms %s it",
                        near.offsetNanos() < 0 ? "ended" : "began",
                        TimeUnit.NANOSECONDS.toMillis(Math.abs(near.offsetNanos())),
                        near.offsetNanos() < 0 ? "before" : "after");
        return text(
                        "The nearest collection, %s, %s (clocks agree to %d ms); %d within %s before and after. ",
                        what,
                        when,
                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(near.errorNanos())),
                        around.gcsInWindow(),
                        window)
                + GcWorkWords.of(gc);
    }

    private static String stalls(Surroundings around) {
        return around.pauseStalls() == null ? "" : around.pauseStalls().sentence() + ". ";
    }

    private static String direct(Surroundings around) {
        if (around.directBytes() < 0) {
            return "";
        }
        String usual = around.usualDirectBytes() < 0
                ? "what is usual isn't known yet"
                : "the rate before would give " + Sizes.bytes(around.usualDirectBytes());
        return "Direct buffers: " + Sizes.bytes(around.directBytes()) + " reserved in that time, " + usual + ".";
    }

    static List<String> doubts(Episode episode, Surroundings around) {
        List<String> doubts = new ArrayList<>();
        if (!around.watched()) {
            doubts.add("it happened before the agent's start: this JVM's part isn't known");
        } else {
            doubts.add("that events coincide doesn't make one the cause of the other");
            if (!around.directWatched()) {
                doubts.add("direct reservations aren't watched");
            }
            if (around.sample() == null) {
                doubts.add("no sample of the host's zones is there");
            }
        }
        if (episode.failures() == 1) {
            doubts.add("the kernel prints only some of its failures: one line may stand for many");
        }
        return doubts;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
