// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.cli.explain.ExplainCommand;
import io.github.buddyscope.cli.jvm.AttachCommand;
import io.github.buddyscope.cli.jvm.DetachCommand;
import io.github.buddyscope.cli.jvm.ListCommand;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;
import java.util.List;

/** {@code java -jar buddyscope.jar COMMAND}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            err.print(Help.TEXT);
            return ExitStatus.WRONG_USAGE;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "attach" -> AttachCommand.run(rest, out, err);
            case "detach" -> DetachCommand.run(rest, out, err);
            case "list" -> ListCommand.run(rest, out, err);
            case "explain" -> ExplainCommand.run(rest, System.in, out, err);
            case "show" -> ShowCommand.run(rest, out, err);
            case "watch" -> WatchCommand.run(rest, out, err);
            case "report" -> ReportCommand.run(rest, out, err);
            case "doctor" -> DoctorCommand.run(rest, out, err);
            case "relay" -> RelayCommand.run(rest, out, err);
            case "help", "-h", "--help" -> say(out, Help.TEXT);
            case "version", "--version" -> say(out, "buddyscope " + Version.text() + "\n");
            default -> unknown(arguments.get(0), err);
        };
    }

    private static int say(PrintStream out, String text) {
        out.print(text);
        return ExitStatus.DONE;
    }

    private static int unknown(String command, PrintStream err) {
        err.println("buddyscope: there is no command '" + SafeText.line(command) + "'; 'help' lists them");
        return ExitStatus.WRONG_USAGE;
    }
}
