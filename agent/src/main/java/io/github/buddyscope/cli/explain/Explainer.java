// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import io.github.buddyscope.cli.log.LogReader;
import io.github.buddyscope.cli.terminal.Progress;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.episode.FailureEpisode;
import io.github.buddyscope.diagnosis.episode.FailureEpisodes;
import io.github.buddyscope.diagnosis.episode.LogTime;
import io.github.buddyscope.diagnosis.episode.LogTimes;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import io.github.buddyscope.publish.text.DiagnosisJson;
import io.github.buddyscope.publish.text.EpisodeText;
import io.github.buddyscope.publish.text.Overview;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.source.procfs.HostFactsReader;
import java.io.PrintStream;
import java.nio.file.Path;

/** Takes the failures of one log after the other and prints what is to be said of them. */
final class Explainer {
    private final ExplainOptions options;
    private final Palette palette;
    private final int width;
    private final PrintStream out;
    private final Progress progress;
    private final KernelLogParser parser = new KernelLogParser(this::failure, this::booted);
    private final LogTimes times = new LogTimes();
    private final FailureEpisodes episodes = new FailureEpisodes(this::episode);
    private final EpisodeText text;
    private final Overview overview = new Overview();
    private final HostFacts host;
    private LogReader reader;
    private String file;
    private long failures;
    private long leftOut;
    private long undated;
    private long told;
    private boolean nobodyReads;
    private boolean begun;

    /** @param width characters of a line */
    Explainer(ExplainOptions options, Palette palette, int width, PrintStream out, Progress progress) {
        this.options = options;
        this.palette = palette;
        this.width = width;
        this.out = out;
        this.progress = progress;
        text = new EpisodeText(palette, width);
        host = options.thisHost() ? new HostFactsReader(Path.of("/proc"), Path.of("/sys")).get() : HostFacts.UNKNOWN;
    }

    /**
     * Another log begins.
     *
     * @param name as the user typed it; null for standard input
     */
    LogReader begin(String name) {
        file = name;
        failures = 0;
        leftOut = 0;
        undated = 0;
        times.nextLog();
        begun = false;
        reader = new LogReader(parser, progress, this::idle);
        return reader;
    }

    private void booted() {
        placeBeginning();
        times.booted();
    }

    /** The log's first line is the first on the scale of time. */
    private void placeBeginning() {
        if (!begun && reader.firstLine() != null) {
            begun = true;
            overview.watched(times.of(LogPrefix.stamp(1, reader.firstLine())));
        }
    }

    private void failure(FailureReport report) {
        placeBeginning();
        LogTime when = times.of(report.header());
        switch (options.filter().takes(report)) {
            case YES -> told(when, report);
            case NO -> {
                leftOut++;
                if (report.kind() == FailureKind.OOM_KILL) {
                    episodes.killed(when, report);
                    overview.killed(when, report);
                }
            }
            case TOO_EARLY -> leftOut++;
            case NO_DATE -> undated++;
        }
    }

    private void told(LogTime when, FailureReport report) {
        failures++;
        Diagnosis diagnosis = Diagnostician.diagnose(report, host);
        if (options.json()) {
            print(DiagnosisJson.of(file, report, diagnosis) + "\n");
        } else {
            overview.add(when, report, diagnosis);
            episodes.add(when, report, diagnosis);
        }
    }

    private void episode(FailureEpisode episode) {
        told += episode.isTold() ? 0 : 1;
        print(text.of(file == null ? "" : file, episode));
    }

    private void print(String what) {
        progress.clear();
        out.print(what);
        if (out.checkError()) { // such as head, which leaves when it has enough
            nobodyReads = true;
            reader.stop();
        }
    }

    /** The log has been silent: what is there is told now, though more may follow. */
    private void idle() {
        parser.idle();
        episodes.idle();
    }

    void endOfLog() {
        episodes.end();
        placeBeginning();
        if (reader.lastLine() != null) {
            overview.watched(times.of(LogPrefix.stamp(reader.lines(), reader.lastLine())));
        }
    }

    /** After the last log. One episode has said all there is to say. */
    void end() {
        if (told > 1) {
            print("\n" + overview.text(palette, width));
        }
    }

    /** Failures of this log that were told of. */
    long failures() {
        return failures;
    }

    /** Failures of this log that weren't asked for. */
    long leftOut() {
        return leftOut;
    }

    /** Failures of this log without a date, where one is asked for. */
    long undated() {
        return undated;
    }

    boolean nobodyReads() {
        return nobodyReads;
    }
}
