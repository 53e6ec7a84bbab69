// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.publish.text.DiagnosisJson;
import io.github.buddyscope.publish.text.DiagnosisText;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code explain [--json] [FILE ...]}: a verdict for every failure in kernel logs, in constant memory. */
public final class ExplainCommand {
    private final boolean json;
    private final DiagnosisText text;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
    private final KernelLogParser parser = new KernelLogParser(this::failure);
    private LogReader reader;
    private String file;
    private long failures;
    private boolean readerGone;

    private ExplainCommand(boolean json, Palette palette, PrintStream out, PrintStream err) {
        this.json = json;
        this.text = new DiagnosisText(palette);
        this.out = out;
        this.err = err;
        this.progress = Progress.on(err);
    }

    /**
     * @param args what follows the word {@code explain}; {@code -} stands for {@code in}, as does no file at all
     * @return exit status: 0 done, 2 wrong usage, 3 a file couldn't be read (the others were)
     */
    public static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, in, out, err, Terminal.behind(out).palette());
    }

    static int run(List<String> args, InputStream in, PrintStream out, PrintStream err, Palette palette) {
        boolean json = false;
        boolean options = true;
        List<String> files = new ArrayList<>();
        for (String arg : args) {
            if (options && arg.equals("--")) {
                options = false;
            } else if (options && arg.equals("--json")) {
                json = true;
            } else if (options && arg.startsWith("-") && !arg.equals("-")) {
                err.println("explain: unknown option " + SafeText.line(arg) + "; usage: explain [--json] [FILE ...]");
                return ExitStatus.WRONG_USAGE;
            } else {
                files.add(arg);
            }
        }
        if (files.isEmpty()) {
            files.add("-");
        }
        ExplainCommand command = new ExplainCommand(json, palette, out, err);
        int status = ExitStatus.DONE;
        for (String name : files) {
            if (!command.explain(name, in)) {
                status = ExitStatus.UNREADABLE_INPUT;
            }
            if (command.readerGone) {
                break;
            }
        }
        return status;
    }

    private boolean explain(String name, InputStream in) {
        boolean standard = name.equals("-");
        file = standard ? null : name;
        failures = 0;
        String shown = standard ? "standard input" : SafeText.line(name);
        LogReader reader = new LogReader(parser, progress);
        this.reader = reader;
        boolean whole = false;
        try {
            if (standard) {
                reader.read(in);
            } else {
                reader.read(Path.of(name));
            }
            whole = true;
        } catch (IOException | InvalidPathException e) {
            String from = reader.lines() == 0 ? "" : " after line " + reader.lines();
            err.println("explain: can't read " + shown + from + ": " + reason(e));
        }
        if (whole || reader.lines() > 0) {
            closing(shown, reader);
        }
        return whole;
    }

    private void failure(FailureReport report) {
        progress.clear();
        failures++;
        Diagnosis diagnosis = Diagnostician.diagnose(report);
        if (json) {
            out.println(DiagnosisJson.of(file, report, diagnosis));
        } else {
            out.println("--- " + (file == null ? "" : SafeText.line(file) + ", ") + "line "
                    + report.header().number());
            out.println(text.of(report, diagnosis));
        }
        if (out.checkError()) { // such as head, which leaves when it has enough
            readerGone = true;
            reader.stop();
        }
    }

    private void closing(String shown, LogReader lines) {
        if (lines.shortened() > 0) {
            err.println("explain: " + shown + ": " + counted(lines.shortened(), "line") + " longer than "
                    + LogReader.LONGEST_LINE / 1024 + " KiB, of which the rest was left out");
        }
        if (!json) {
            String found = failures == 0 ? "no failure" : counted(failures, "failure");
            out.println(found + " found in " + counted(lines.lines(), "line") + " of " + shown);
        }
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return SafeText.line(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
}
