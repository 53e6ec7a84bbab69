// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import io.github.buddyscope.cli.log.LogReader;
import io.github.buddyscope.cli.log.LogSpan;
import io.github.buddyscope.cli.log.RotatedLogs;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Progress;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/** {@code explain [OPTION ...] [FILE ...]}: a verdict for every failure in kernel logs, in constant memory. */
public final class ExplainCommand {
    private static final int NARROWEST = 60;

    /** Longer lines of prose are hard to read. */
    private static final int WIDEST = 110;

    private final ExplainOptions options;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
    private final Explainer explainer;

    private ExplainCommand(ExplainOptions options, Terminal terminal, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
        this.progress = Progress.on(err);
        Palette palette = switch (options.colour()) {
            case "always" -> Palette.COLOUR;
            case "never" -> Palette.PLAIN;
            default -> terminal.palette();
        };
        this.explainer =
                new Explainer(options, palette, Math.max(NARROWEST, Math.min(WIDEST, terminal.width())), out, progress);
    }

    /**
     * @param args what follows the word {@code explain}; {@code -} stands for {@code in}, as does no file at all
     * @return exit status: 0 done, 2 wrong usage, 3 a file couldn't be read (the others were)
     */
    public static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, in, out, err, Terminal.behind(out), LocalDateTime.now());
    }

    static int run(
            List<String> args, InputStream in, PrintStream out, PrintStream err, Terminal terminal, LocalDateTime now) {
        ExplainOptions options;
        try {
            options = ExplainOptions.parse(args, now);
        } catch (WrongUsage e) {
            err.println("explain: " + e.getMessage());
            return ExitStatus.WRONG_USAGE;
        }
        if (options.help()) {
            out.print(ExplainOptions.HELP);
            return ExitStatus.DONE;
        }
        return new ExplainCommand(options, terminal, out, err).run(in);
    }

    private int run(InputStream in) {
        int status = ExitStatus.DONE;
        for (String name : RotatedLogs.oldestFirst(options.files())) {
            if (!explain(name, in)) {
                status = ExitStatus.UNREADABLE_INPUT;
            }
            if (explainer.nobodyReads()) {
                return status;
            }
        }
        explainer.end();
        return status;
    }

    private boolean explain(String name, InputStream in) {
        boolean standard = name.equals("-");
        String shown = standard ? "standard input" : SafeText.line(name);
        LogReader reader = explainer.begin(standard ? null : name);
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
        explainer.endOfLog();
        if (whole || reader.lines() > 0) {
            closing(shown, reader);
        }
        return whole;
    }

    private void closing(String shown, LogReader lines) {
        if (lines.shortened() > 0) {
            err.println("explain: " + shown + ": " + counted(lines.shortened(), "line") + " longer than "
                    + LogReader.LONGEST_LINE / 1024 + " KiB, of which the rest was left out");
        }
        if (explainer.undated() > 0) {
            err.println("explain: " + shown + ": " + counted(explainer.undated(), "failure")
                    + " left out, since the log gives no date to compare with --since");
        }
        if (!options.json()) {
            String found = explainer.failures() == 0 ? "no failure" : counted(explainer.failures(), "failure");
            String leftOut = explainer.leftOut() == 0 ? "" : ", " + explainer.leftOut() + " more left out as asked";
            out.println(found + " found in " + counted(lines.lines(), "line") + " of " + shown
                    + LogSpan.of(lines.firstLine(), lines.lastLine()) + leftOut);
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
