// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.episode.FailureEpisode;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** An episode of failures for the terminal: one verdict for all, and where the others are. */
public final class EpisodeText {
    private static final int MOST_KINDS = 256;

    private final Palette palette;
    private final int width;
    private final DiagnosisText verdicts;

    /** Where the last few kinds of failure got their full verdicts. */
    private final Map<Kind, String> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, String> eldest) {
            return size() > MOST_KINDS;
        }
    };

    /** What is the same for all of a kind, so that it's told once. */
    private record Kind(
            FailureKind kind,
            Integer order,
            Long mode,
            Cause cause,
            boolean atomic,
            String origin,
            int zones,
            List<String> settings) {
        static Kind of(FailureEpisode episode) {
            FailureReport report = episode.report();
            Diagnosis diagnosis = episode.diagnosis();
            return new Kind(
                    report.kind(),
                    report.order(),
                    report.request() == null ? null : (Long) report.request().mode(),
                    diagnosis.cause(),
                    diagnosis.atomic(),
                    diagnosis.origin(),
                    diagnosis.zones().size(),
                    diagnosis.advice().stream().map(Advice::setting).toList());
        }
    }

    /** @param width characters of a line */
    public EpisodeText(Palette palette, int width) {
        this.palette = palette;
        this.width = width;
        verdicts = new DiagnosisText(palette, width);
    }

    /**
     * What is untold of it, with an empty line at its end.
     *
     * @param log the log's name, "" for standard input
     */
    public String of(String log, FailureEpisode episode) {
        Layout layout = new Layout(palette, width);
        String others = others(episode);
        String howBad = SafeText.line(episode.howBad().sentence());
        String name = log.isEmpty() ? "" : SafeText.line(log) + ", ";
        String where = where(episode);
        if (name.length() + where.length() + 4 > width && !name.isEmpty()) {
            layout.line(Style.FAINT, "--- " + name.substring(0, name.length() - 2));
            layout.line(Style.FAINT, "    " + where);
        } else {
            layout.line(Style.FAINT, "--- " + name + where);
        }
        if (episode.isTold()) {
            return layout.paragraph("  in          ", others)
                    .paragraph("  how bad     ", howBad)
                    .end()
                    .toString();
        }
        long line = episode.report().header().number();
        if (episode.untold() > 1) {
            String which = line == episode.first().number() ? "the first" : "the one in line " + line;
            layout.line(
                    Style.FAINT,
                    "    " + episode.untold() + " failures that belong together; " + which + " stands for them");
        }
        String before = told.putIfAbsent(Kind.of(episode), name + "line " + line);
        return layout
                + (before == null
                        ? verdicts.of(episode.report(), episode.diagnosis(), howBad, others)
                        : verdicts.brief(episode.report(), episode.diagnosis(), howBad, others, before))
                + "\n";
    }

    private static String where(FailureEpisode episode) {
        long first = episode.first().number();
        if (episode.isTold()) {
            return Words.counted(episode.untold(), "more failure") + " of the episode that began in line " + first;
        }
        long last = episode.last().number();
        String times = span(episode);
        return (last == first ? "line " + first : "lines " + first + " to " + last)
                + (last == first || times.isEmpty() ? "" : ", " + times);
    }

    private static String span(FailureEpisode episode) {
        String from = Times.words(episode.first());
        String to = Times.words(episode.last(), episode.first());
        return from.isEmpty() || to.isEmpty() ? "" : from + " to " + to;
    }

    /** {@code line 35 (07:32:44), line 52 (07:32:46), 480 more, line 4210 (09:12:44)}. */
    private static String others(FailureEpisode episode) {
        StringJoiner text = new StringJoiner(", ");
        List<KernelLine> firsts = episode.firstLines();
        List<KernelLine> lasts = episode.lastLines();
        long told = episode.isTold() ? -1 : episode.report().header().number();
        firsts.stream().filter(line -> line.number() != told).forEach(line -> text.add(line(line, episode)));
        long between = episode.untold() - firsts.size() - lasts.size();
        if (between > 0) {
            text.add(between + " more");
        }
        lasts.stream().filter(line -> line.number() != told).forEach(line -> text.add(line(line, episode)));
        return text.toString();
    }

    private static String line(KernelLine line, FailureEpisode episode) {
        String time = Times.words(line, episode.report().header());
        String note = SafeText.line(line.text());
        String between = time.isEmpty() || note.isEmpty() ? "" : " ";
        return "line " + line.number() + (time.isEmpty() && note.isEmpty() ? "" : " (" + time + between + note + ")");
    }
}
