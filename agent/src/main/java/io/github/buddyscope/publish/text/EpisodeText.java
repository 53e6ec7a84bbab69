// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.FailureEpisode;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.List;
import java.util.StringJoiner;

/** An episode of failures for the terminal: one verdict for all, and where the others are. */
public final class EpisodeText {
    private final Palette palette;
    private final int width;
    private final DiagnosisText verdicts;

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
        layout.line(Style.FAINT, "--- " + where(log, episode));
        String others = others(episode);
        if (episode.isTold()) {
            return layout.paragraph("  in          ", others)
                    .paragraph("  how bad     ", SafeText.line(episode.howBad().sentence()))
                    .end()
                    .toString();
        }
        String howBad = SafeText.line(episode.howBad().sentence());
        return layout + verdicts.of(episode.report(), episode.diagnosis(), howBad, others) + "\n";
    }

    private static String where(String log, FailureEpisode episode) {
        String name = log.isEmpty() ? "" : SafeText.line(log) + ", ";
        long first = episode.first().number();
        if (episode.isTold()) {
            return name + Words.counted(episode.untold(), "more failure") + " of the episode that began in line "
                    + first;
        }
        if (episode.untold() == 1) {
            return name + "line " + first;
        }
        long told = episode.report().header().number();
        return name + "lines " + first + " to " + episode.last().number() + span(episode) + ": "
                + episode.untold() + " failures that belong together; "
                + (told == first ? "the first" : "the one in line " + told) + " stands for them";
    }

    private static String span(FailureEpisode episode) {
        String from = Times.words(episode.first());
        String to = Times.words(episode.last(), episode.first());
        return from.isEmpty() || to.isEmpty() ? "" : " (" + from + " to " + to + ")";
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
