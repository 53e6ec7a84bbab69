// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.relay.Relay;
import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code relay}: serves what this process may read of the kernel's log and trace, until it is told to end. */
final class RelayCommand {
    private static final String USAGE =
            "usage: relay [--socket PATH] [--group NAME] [--show-tasks] [--proc DIR] [--trace-instance DIR]";
    private static final long TICK_MILLIS = 1_000;

    private RelayCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Relay.Settings settings;
        try {
            settings = settings(arguments);
        } catch (WrongUsage e) {
            err.println("buddyscope: " + e.getMessage());
            err.println(USAGE);
            return ExitStatus.WRONG_USAGE;
        }
        try (Relay relay = new Relay(settings, Version.text())) {
            Thread end = new Thread(() -> close(relay), "buddyscope-end");
            Runtime.getRuntime().addShutdownHook(end);
            relay.start();
            out.println("buddyscope: relay at " + settings.socket() + ready(relay.states()));
            out.flush();
            Set<String> told = new HashSet<>();
            while (relay.alive()) {
                relay.tick();
                tell(relay.states(), told, err);
                Thread.sleep(TICK_MILLIS);
            }
            err.println("buddyscope: the relay has ended, please report it");
            return ExitStatus.UNREADABLE_INPUT;
        } catch (IOException e) {
            err.println("buddyscope: " + SafeText.line(String.valueOf(e.getMessage())));
            return ExitStatus.UNREADABLE_INPUT;
        } catch (InterruptedException e) {
            return ExitStatus.DONE;
        }
    }

    private static void close(Relay relay) {
        try {
            relay.close();
        } catch (IOException e) {
            return; // the next one makes way for itself
        }
    }

    private static String ready(List<SourceState> states) {
        StringBuilder words = new StringBuilder();
        for (SourceState state : states) {
            words.append(", ")
                    .append(state.source())
                    .append(' ')
                    .append(state.status() == Status.OK ? "ok" : "missing");
        }
        return words.toString();
    }

    /** Each trouble once. */
    private static void tell(List<SourceState> states, Set<String> told, PrintStream err) {
        for (SourceState state : states) {
            if (state.status() != Status.OK && told.add(state.source() + state.status())) {
                String remedy = state.remedy().isEmpty() ? "" : "; to get it: " + state.remedy();
                err.println("buddyscope: " + SafeText.line(state.source() + ": " + state.detail() + remedy));
            }
        }
    }

    private static Relay.Settings settings(List<String> arguments) throws WrongUsage {
        Path socket = Protocol.SOCKET;
        Path proc = Path.of("/proc");
        Path traceInstance = null;
        String group = null;
        boolean showTasks = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--show-tasks")) {
                showTasks = true;
                continue;
            }
            if (!Set.of("--socket", "--group", "--proc", "--trace-instance").contains(option)) {
                throw new WrongUsage("relay has no option " + SafeText.line(option));
            }
            if (++i == arguments.size() || arguments.get(i).isEmpty()) {
                throw new WrongUsage(option + " needs a value");
            }
            switch (option) {
                case "--socket" -> socket = path(arguments.get(i));
                case "--proc" -> proc = path(arguments.get(i));
                case "--trace-instance" -> traceInstance = path(arguments.get(i));
                default -> group = arguments.get(i);
            }
        }
        return new Relay.Settings(socket, group, showTasks, proc, traceInstance);
    }

    private static Path path(String value) throws WrongUsage {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new WrongUsage(SafeText.line(value) + " is no path");
        }
    }
}
