// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.correlation.episode.OpeningBudget;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.StalledPause;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.text.Decimals;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A verdict in plain words: no more than the numbers say. */
final class VerdictWords {
    private VerdictWords() {}

    static String summary(Episode episode, Surroundings around) {
        StringBuilder words = new StringBuilder();
        add(words, troubles(episode));
        add(words, episode.standsFor().diagnosis().summary());
        if (around.watched()) {
            add(words, part(around.part()));
            if (!(episode.standsFor() instanceof StalledPause)) {
                add(words, gc(around));
                add(words, stalls(around));
            }
            add(words, direct(around));
            add(words, recovery(around));
        }
        if (around.howBad() != null && around.howBad().failures() > 1) {
            add(words, "In the log since the agent's start: " + around.howBad().sentence() + '.');
        }
        return words.toString();
    }

    /** One space before it, where it says anything. */
    private static void add(StringBuilder words, String sentences) {
        String said = sentences.strip();
        if (!said.isEmpty()) {
            words.append(words.isEmpty() ? "" : " ").append(said);
        }
    }

    private static String troubles(Episode episode) {
        String within =
                " within " + seconds(episode.lastNanos() - episode.first().nanos());
        return switch (episode.first().trigger()) {
            case KERNEL_LOG ->
                episode.failures() == 1
                        ? "One failure."
                        : episode.failures() + " failures" + within + "; the first stands for them.";
            case TRACED_FAILURE ->
                episode.failures() == 1
                        ? "One failure that the kernel's log doesn't tell of."
                        : episode.failures() + " failures" + within
                                + " that the kernel's log doesn't tell of; the first stands for them.";
            case STALLED_PAUSE ->
                episode.troubles() == 1
                        ? "A collection pause was held up by the kernel."
                        : episode.troubles() + " collection pauses" + within
                                + " were held up by the kernel; the one that was longest stands for them.";
        };
    }

    private static String part(JvmPart part) {
        String role = switch (part.role().role()) {
            case VICTIM -> "This JVM was a victim. ";
            case CAUSE -> "This JVM brought it about, as far as can be seen. ";
            case CAUSE_AND_VICTIM -> "This JVM brought it about, as far as can be seen, and suffered from it. ";
            case BYSTANDER -> "This JVM was a bystander. ";
            case UNKNOWN -> "This JVM's part in it isn't known. ";
        };
        return role + part.role().text();
    }

    private static String recovery(Surroundings around) {
        String recovery = around.zones().recovery();
        return recovery.isEmpty() ? "" : "Afterwards: " + recovery + '.';
    }

    private static String gc(Surroundings around) {
        String window = seconds(around.windowNanos());
        NearestGc near = around.gc();
        if (near == null) {
            return "No collection of this JVM within " + window + " of it. ";
        }
        GcEvent gc = near.gc();
        String what = gc.collector() + " (" + gc.cause() + (gc.pause() ? ", pause " : ", concurrent cycle of ")
                + TimeUnit.NANOSECONDS.toMillis(gc.durationNanos()) + " ms)";
        long apart = TimeUnit.NANOSECONDS.toMillis(Math.abs(near.offsetNanos()));
        String when = near.offsetNanos() == 0
                ? "coincided with it"
                : near.offsetNanos() < 0 ? "ended " + apart + " ms before it" : "began " + apart + " ms after it";
        return "The nearest collection, " + what + ", " + when + " (clocks agree to "
                + Math.max(1, TimeUnit.NANOSECONDS.toMillis(near.errorNanos())) + " ms); " + around.gcsInWindow()
                + " within " + window + " before and after. " + GcWorkWords.of(gc);
    }

    private static String stalls(Surroundings around) {
        PauseStalls pause = around.pauseStalls();
        boolean told = !around.part().pauses().isEmpty()
                && pause != null
                && around.part().pauses().get(0).gc() == pause.gc();
        return pause == null || told ? "" : pause.sentence() + ". ";
    }

    private static String direct(Surroundings around) {
        DirectTraffic direct = around.direct();
        if (direct.bytes() < 0) {
            return "";
        }
        String usual = direct.usualBytes() < 0
                ? "what is usual isn't known yet"
                : "the rate before would give " + Sizes.bytes(direct.usualBytes());
        String rank = Double.isNaN(direct.percentile())
                ? ""
                : ", and " + direct.fewer() + " of " + direct.windows() + " earlier windows of that length had fewer";
        return "Direct buffers: " + Sizes.bytes(direct.bytes()) + " reserved in that time, " + usual + rank + ".";
    }

    static List<String> doubts(Episode episode, Surroundings around, long now, long passedOver) {
        List<String> doubts = new ArrayList<>();
        if (!around.watched()) {
            doubts.add("it happened before the agent's start: this JVM's part isn't known");
        } else {
            doubts.add("that events coincide doesn't make one the cause of the other");
            doubts.addAll(around.part().role().doubts());
            if (!around.directWatched()) {
                doubts.add("direct reservations aren't watched");
            }
            if (around.sample() == null) {
                doubts.add("no sample of the host's zones is there");
            }
            long after = now - episode.lastNanos();
            if (after < around.windowNanos()) {
                doubts.add("the agent ended " + seconds(Math.max(0, after)) + " after it, before its window of "
                        + seconds(around.windowNanos()) + " had passed");
            }
        }
        if (episode.first().trigger() == Trigger.KERNEL_LOG && episode.failures() == 1) {
            doubts.add("the kernel prints only some of its failures: one line may stand for many");
        }
        if (passedOver > 0) {
            doubts.add(passedOver + " troubles that only the trace saw got no verdict since the last one: no more than "
                    + OpeningBudget.MOST + " at once and one every 5 minutes do");
        }
        return doubts;
    }

    private static String seconds(long nanos) {
        return Decimals.fixed(nanos / 1e9, 1) + " s";
    }
}
