// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Words;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.VerdictRow;
import java.util.Locale;

/**
 * What the report says first.
 *
 * @param number of the verdict that it is of, from 1; 0 where there's none
 * @param cause in the kernel's terms; "" where there's no verdict
 * @param rest what the text goes on with where it is long
 */
record TopVerdict(int number, String cause, String title, String text, String rest) {
    private static final int BRIEF = 320;

    static TopVerdict of(Recording recording, Axis axis) {
        int best = Weight.heaviest(recording.verdicts(), axis);
        return best < 0 ? none(recording) : of(recording, axis, best);
    }

    private static TopVerdict of(Recording recording, Axis axis, int at) {
        VerdictRow verdict = recording.verdicts().get(at);
        String words = Words.ofCause(verdict.cause());
        long others = recording.verdictCount() - 1;
        String more = others == 0 ? "" : " One of " + Words.counted(others + 1, "verdict") + ": all are below.";
        boolean before = !axis.holds(verdict.micros());
        String summary = verdict.summary() == null ? "" : verdict.summary();
        int end = brief(summary);
        return new TopVerdict(
                at + 1,
                String.valueOf(verdict.cause()),
                (verdict.stalledPause() ? heldUp(verdict) : words.isEmpty() ? "" : sentence(words))
                        + confidence(verdict)
                        + (before ? " Before this recording began." : ""),
                summary.substring(0, end).stripTrailing() + more,
                summary.substring(end));
    }

    /** {@code A collection pause of 360 ms was held up by the kernel for 280 ms; no request failed.} */
    private static String heldUp(VerdictRow verdict) {
        String pause = verdict.gcPauseNanos() == null ? "" : " of " + Figures.length(verdict.gcPauseNanos());
        String stalled = verdict.gcStalledNanos() == null ? "" : " for " + Figures.length(verdict.gcStalledNanos());
        return "A collection pause" + pause + " was held up by the kernel" + stalled + "; no request failed.";
    }

    /** Where the sentences end that tell it in brief. */
    private static int brief(String summary) {
        int end = summary.length() <= BRIEF ? summary.length() : summary.lastIndexOf(". ", BRIEF) + 2;
        return end < BRIEF / 4 ? summary.length() : end;
    }

    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private static String confidence(VerdictRow verdict) {
        return verdict.confidence() == null
                ? ""
                : " Confidence: " + verdict.confidence().toLowerCase(Locale.ROOT) + ".";
    }

    private static TopVerdict none(Recording recording) {
        String time = Figures.length((recording.endMicros() - recording.beginMicros()) * 1000);
        long logged = recording.failures().live();
        long silent = recording.failures().silent();
        if (logged > 0) {
            return new TopVerdict(
                    0,
                    "",
                    Words.counted(logged, "failed allocation") + " in the kernel's log, and no verdict.",
                    "A verdict comes when the seconds after a failure have been watched as well: the recording, or the JVM, ended"
                            + " before that, or verdicts were not recorded.",
                    "");
        }
        String stalled = recording.stalls().ownCount() == 0
                ? ""
                : " This JVM's threads stalled "
                        + Words.counted(recording.stalls().ownCount(), "time") + ", at most "
                        + Figures.length(recording.stalls().longestOwn().nanos()) + ".";
        if (silent > 0) {
            return new TopVerdict(
                    0,
                    "",
                    KeyFigures.logRead(recording)
                            ? "No failure in the kernel's log, and " + Words.counted(silent, "failed attempt")
                                    + " that it doesn't show."
                            : "The kernel's log was not read; its trace saw " + Words.counted(silent, "failed attempt")
                                    + ".",
                    "Most such attempts have another way, smaller pages, and cost no more than time." + stalled,
                    "");
        }
        if (!KeyFigures.logRead(recording) && !KeyFigures.traced(recording)) {
            return new TopVerdict(
                    0,
                    "",
                    "Whether an allocation failed in these " + time + " was not watched.",
                    "Neither the kernel's log nor its trace was read. What could not be seen stands at the end.",
                    "");
        }
        return new TopVerdict(
                0,
                "",
                "No allocation failed in these " + time + ", as far as could be seen.",
                (stalled.isEmpty() ? "" : stalled.strip() + " ") + "What could not be seen stands at the end.",
                "");
    }
}
