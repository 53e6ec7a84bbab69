// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import io.github.buddyscope.diagnosis.episode.HowBad.Pace;
import io.github.buddyscope.text.Decimals;
import io.github.buddyscope.text.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** How bad it is, in plain words that say no more than the numbers do. */
final class HowBadWords {
    private static final int MOST_NAMES = 4;
    private static final long SHORT = 60_000_000;

    private HowBadWords() {}

    /**
     * @param kills all of them are out-of-memory kills
     * @param requests some were requests for pages, which somebody asked for and the OOM killer may answer
     * @param onceInTenSeconds the kernel prints one report in ten seconds
     * @param halves failures of the first and the second half of the time, and of the middle that is in neither
     */
    static String of(HowBad n, boolean kills, boolean requests, boolean onceInTenSeconds, long[] halves) {
        if (n.pace() == Pace.NEVER) {
            return "nothing failed";
        }
        Sentences sentences = new Sentences();
        sentences.add(howMany(n, kills));
        if (n.atLeast() && (n.suppressed() > 0 || n.pace() == Pace.CONSTANTLY || n.pace() == Pace.BURST)) {
            sentences.add("there may have been more: this kernel prints "
                    + (onceInTenSeconds ? "one such report in 10 s at most" : "only a few such reports at a time"));
        }
        switch (n.trend()) {
            case RISING -> sentences.add("it is getting worse: " + halves(halves));
            case FALLING -> sentences.add("it is getting better: " + halves(halves));
            case STEADY -> sentences.add("neither more nor less often with time: " + halves(halves));
            case UNKNOWN -> {}
        }
        if (n.quietMicros() != null && n.quietMicros() > Math.max(SHORT, n.spanMicros() / 4)) {
            sentences.add("none in the last " + Durations.of(n.quietMicros()) + " of the log");
        }
        if (n.failures() > 1 && requests) {
            sentences.add(origins(n));
        }
        sentences.add(harm(n, kills, requests));
        return sentences.toString();
    }

    private static String howMany(HowBad n, boolean kills) {
        String noun = kills ? "out-of-memory kill" : "failure";
        boolean harmless = n.oomKills() + n.cgroupKills() + n.givesUp() == 0;
        if (n.pace() == Pace.ONCE) {
            return "a single " + noun
                    + (n.logMicros() == null
                            ? ", which tells no rate"
                            : " in a log that spans " + Durations.of(n.logMicros()))
                    + (harmless && !kills ? "; rare ones seldom lead to trouble" : "");
        }
        StringBuilder words = new StringBuilder();
        words.append(n.atLeast() ? "at least " : "")
                .append(n.failures())
                .append(' ')
                .append(noun)
                .append('s');
        if (n.spanMicros() == null) {
            words.append("; the log gives no time to tell a rate by");
        } else {
            words.append(n.spanMicros() == 0 ? " within a second" : " in " + Durations.of(n.spanMicros()));
            if (n.logMicros() != null && n.logMicros() >= 2 * n.spanMicros() && n.logMicros() > SHORT) {
                words.append(" of a log that spans ").append(Durations.of(n.logMicros()));
            }
        }
        List<String> parts = new ArrayList<>();
        if (n.repeated() + n.suppressed() > 0) {
            parts.add(n.reports() + " in the log");
        }
        if (n.repeated() > 0) {
            parts.add(n.repeated() + " that the log daemon counted instead of writing them again");
        }
        if (n.suppressed() > 0) {
            parts.add(n.suppressed() + " that the kernel counted instead of printing them");
        }
        words.append(parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
        switch (n.pace()) {
            case FEW -> words.append(": too few to tell a rate");
            case BURST -> words.append(": one burst");
            case SELDOM -> words.append(": less than one a day");
            case NOW_AND_THEN ->
                words.append(": now and then, some ")
                        .append(rate(n.perHour() * 24))
                        .append(" a day");
            case OFTEN ->
                words.append(": often, some ").append(rate(n.perHour())).append(" an hour");
            case CONSTANTLY ->
                words.append(": all the time, some ").append(rate(n.perHour())).append(" an hour");
            default -> {}
        }
        return words.toString();
    }

    /** Two digits say enough about a rate. */
    private static String rate(double value) {
        if (value < 10) {
            return Decimals.fixed(value, 1).replace(".0", "");
        }
        long unit = 1;
        while (value / unit >= 100) {
            unit *= 10;
        }
        return Long.toString(Math.round(value / unit) * unit);
    }

    private static String halves(long[] halves) {
        return halves[0] + " in the first half of that time, " + halves[1] + " in the second"
                + (halves[2] > 0 ? ", " + halves[2] + " about the middle" : "");
    }

    private static String origins(HowBad n) {
        StringJoiner names = new StringJoiner(", ");
        long others = n.otherOrigins();
        int named = 0;
        long unknown = 0;
        for (Map.Entry<String, Long> origin : n.origins().entrySet()) {
            if (origin.getKey().isEmpty()) {
                unknown = origin.getValue();
            } else if (named < MOST_NAMES) {
                names.add(origin.getKey() + " (" + origin.getValue() + ")");
                named++;
            } else {
                others += origin.getValue();
            }
        }
        if (named == 0) {
            return "who asked isn't known";
        }
        if (named == 1 && others == 0 && unknown == 0) {
            return "all from " + n.origins().keySet().iterator().next();
        }
        if (others > 0) {
            names.add("others (" + others + ")");
        }
        if (unknown > 0) {
            names.add("not known (" + unknown + ")");
        }
        return "asked for by " + names;
    }

    private static String harm(HowBad n, boolean kills, boolean requests) {
        Sentences words = new Sentences();
        if (n.retries() > 0) {
            words.add(callers(n.retries(), n) + " known to get by without the block, at the cost of some time");
        }
        if (n.givesUp() > 0) {
            words.add(callers(n.givesUp(), n) + " known to give up: what was asked for failed");
        }
        if (kills || !requests && n.oomKills() + n.cgroupKills() == 0) {
            return words.toString();
        }
        String within = Durations.of(FailureHistory.FOLLOWS_MICROS);
        String soonest = n.soonestKillMicros() == null
                ? ""
                : ", the nearest " + Durations.of(n.soonestKillMicros()) + " after one";
        if (n.oomKills() + n.cgroupKills() == 0) {
            return words.add("the log has no out-of-memory kill "
                            + (n.spanMicros() == null ? "after it" : "within " + within + " after it"))
                    .toString();
        }
        if (n.oomKills() > 0) {
            words.add(count(n.oomKills(), "out-of-memory kill") + " followed"
                    + (n.spanMicros() == null ? "" : " within " + within) + soonest);
        }
        if (n.cgroupKills() > 0) {
            words.add(count(n.cgroupKills(), "kill") + " for a control group's limit followed"
                    + (n.oomKills() > 0 ? "" : soonest) + ", which is that group's matter and not the host's");
        }
        return words.toString();
    }

    /** Joins them with full stops; each but the first begins with a capital, the first stands behind a heading. */
    private static final class Sentences {
        private final StringBuilder text = new StringBuilder();

        Sentences add(String sentence) {
            if (!sentence.isEmpty() && !text.isEmpty()) {
                text.append(". ")
                        .append(Character.toUpperCase(sentence.charAt(0)))
                        .append(sentence, 1, sentence.length());
            } else {
                text.append(sentence);
            }
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static String callers(long number, HowBad n) {
        return number == n.reports() ? "the caller is" : number + " of the callers " + (number == 1 ? "is" : "are");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** In a set that sorts: who sorts a list with comparators initialises classes of the JDK that many need. */
    private record Origin(String name, long failures) implements Comparable<Origin> {
        @Override
        public int compareTo(Origin other) {
            int more = Long.compare(other.failures, failures);
            return more == 0 ? name.compareTo(other.name) : more;
        }
    }

    static Map<String, Long> mostFirst(Map<String, Long> counts) {
        Set<Origin> origins = new TreeSet<>();
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            origins.add(new Origin(count.getKey(), count.getValue()));
        }
        Map<String, Long> sorted = new LinkedHashMap<>();
        for (Origin origin : origins) {
            sorted.put(origin.name, origin.failures);
        }
        return sorted;
    }
}
