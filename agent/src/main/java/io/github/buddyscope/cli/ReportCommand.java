// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.publish.JvmModules;
import io.github.buddyscope.publish.report.ReportPage;
import io.github.buddyscope.publish.report.ReportText;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.source.recording.RecordingReader;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code report RECORDING.jfr [-o FILE.html | --text]}: a recording as a page of its own. */
final class ReportCommand {
    private ReportCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, JvmModules.has(JvmModules.JFR));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err, boolean hasRecorder) {
        try {
            ReportOptions options = ReportOptions.of(arguments);
            if (options.help()) {
                out.print(ReportOptions.HELP);
                return ExitStatus.DONE;
            }
            if (!hasRecorder) {
                tell(
                        err,
                        "this Java has no Flight Recorder (module jdk.jfr), so it can't read recordings: use a JDK's java");
                return ExitStatus.UNREADABLE_INPUT;
            }
            return report(options, out, err);
        } catch (WrongUsage wrong) {
            tell(err, wrong.getMessage());
            return ExitStatus.WRONG_USAGE;
        } catch (InvalidPathException noPath) {
            tell(err, "no file can be named so: " + noPath.getInput());
            return ExitStatus.WRONG_USAGE;
        }
    }

    private static int report(ReportOptions options, PrintStream out, PrintStream err) throws WrongUsage {
        Path file = Path.of(options.recording());
        Path page = options.output() == null ? PageFile.beside(file) : Path.of(options.output());
        if (!options.text()) {
            PageFile.check(page, file, options.output() != null);
        }
        Recording recording;
        try {
            recording = RecordingReader.read(file);
        } catch (IOException e) {
            tell(err, "can't read " + file + ": " + reason(e));
            return ExitStatus.UNREADABLE_INPUT;
        }
        if (options.text()) {
            Terminal terminal = Terminal.behind(out);
            out.print(ReportText.of(recording, terminal.palette(), terminal.width()));
            return ExitStatus.DONE;
        }
        return write(page, recording, out, err);
    }

    private static int write(Path page, Recording recording, PrintStream out, PrintStream err) {
        Terminal terminal = Terminal.behind(out);
        try {
            PageFile.write(page, ReportPage.of(recording, Version.text()));
        } catch (IOException e) {
            tell(err, "can't write " + page + ": " + reason(e));
            return ExitStatus.UNREADABLE_INPUT;
        }
        out.print(ReportText.summary(recording, terminal.palette(), terminal.width()));
        out.println();
        out.println("Report: " + SafeText.line(page.toAbsolutePath().normalize().toString()));
        return ExitStatus.DONE;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        return e.getMessage();
    }

    private static void tell(PrintStream err, String message) {
        err.println("buddyscope: " + SafeText.line(message));
    }
}
