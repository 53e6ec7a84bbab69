// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.agent.option.Quantity;
import io.github.buddyscope.cli.jvm.JvmProcess;
import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.cli.watch.JvmAccess;
import io.github.buddyscope.cli.watch.Watch;
import io.github.buddyscope.cli.watch.WatchOptions;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.wire.JvmLook;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** {@code watch [PID]}: {@link ShowCommand}, live, with failures and stalls as they come and what a JVM does meanwhile. */
final class WatchCommand {
    private static final String USAGE =
            "usage: watch [PID] [--period 1s] [--proc DIR] [--kernel auto|kmsg|journal|file:PATH"
                    + "|none] [--trace auto|off] [--samples N] [--lines]";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    private String pid;
    private long periodMillis = 1_000;
    private Path proc = Path.of("/proc");
    private String kernel = "auto";
    private boolean trace = true;
    private long samples;
    private boolean lines;

    private WatchCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        WatchCommand command = new WatchCommand();
        try {
            command.read(arguments.iterator());
        } catch (WrongUsage | RuntimeException e) {
            err.println(e instanceof WrongUsage ? "buddyscope: " + SafeText.line(e.getMessage()) : "");
            err.println(USAGE);
            return ExitStatus.WRONG_USAGE;
        }
        return command.watch(out, err);
    }

    private void read(Iterator<String> arguments) throws WrongUsage {
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (JvmProcess.isPid(argument) && pid == null) {
                pid = argument;
                continue;
            }
            if (argument.equals("--lines")) {
                lines = true;
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!argument.startsWith("--")) {
                throw new WrongUsage("'" + argument + "' is no process id");
            }
            if (equals < 0 && !arguments.hasNext()) {
                throw new WrongUsage(name + " needs a value, or isn't an option");
            }
            set(name, equals < 0 ? arguments.next() : argument.substring(equals + 1));
        }
    }

    private void set(String name, String value) throws WrongUsage {
        switch (name) {
            case "--period" -> {
                Duration period = Quantity.duration(value);
                if (period == null || period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
                    throw new WrongUsage("--period takes 100ms to 1h, not '" + value + "'");
                }
                periodMillis = period.toMillis();
            }
            case "--proc" -> proc = Path.of(value);
            case "--kernel" -> kernel = value;
            case "--trace" -> {
                if (!value.equals("auto") && !value.equals("off")) {
                    throw new WrongUsage("--trace takes auto or off, not '" + value + "'");
                }
                trace = value.equals("auto");
            }
            case "--samples" -> {
                if (!value.matches("[1-9][0-9]{0,8}")) {
                    throw new WrongUsage("--samples takes a number from 1, not '" + value + "'");
                }
                samples = Long.parseLong(value);
            }
            default -> throw new WrongUsage("there is no option " + name);
        }
    }

    private int watch(PrintStream out, PrintStream err) {
        if (pid != null && !new JvmProcess(pid).exists()) {
            err.println("buddyscope: there is no process " + pid);
            return ExitStatus.UNREACHABLE_JVM;
        }
        Path buddyInfo = proc.resolve("buddyinfo");
        if (!Files.isReadable(buddyInfo)) {
            err.println("buddyscope: "
                    + SafeText.line(buddyInfo + " can't be read; mount the host's procfs and say where"
                            + " it is (--proc DIR)"));
            return ExitStatus.UNREADABLE_INPUT;
        }
        WatchOptions options = new WatchOptions(periodMillis, proc, kernel, trace, samples, lines);
        Watch watch = new Watch(options, pid == null ? null : new TargetJvm(pid, new JvmProcess(pid)));
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean wide = charset.equals(StandardCharsets.UTF_8) && !"linux".equals(System.getenv("TERM"));
        out.flush();
        try {
            if (lines || !Terminal.takesPictures(out)) {
                watch.lines(new FileOutputStream(FileDescriptor.out), charset);
            } else {
                watch.picture(
                        Terminal.behind(out).palette() == Palette.COLOUR, wide ? Glyphs.BLOCKS : Glyphs.ASCII, charset);
            }
        } catch (IOException terminalGone) {
            return ExitStatus.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.DONE;
    }

    /** By what {@code /proc} tells of the process. */
    private record TargetJvm(String pid, JvmProcess process) implements JvmAccess {
        private static final Path ROOT = Path.of("/");

        @Override
        public String name() {
            return process.mainClass();
        }

        @Override
        public boolean alive() {
            return process.exists();
        }

        @Override
        public boolean stopped() {
            return process.stopped();
        }

        @Override
        public boolean ours() {
            return process.user() == new JvmProcess("self").user() && process.shares("mnt") && process.shares("user");
        }

        @Override
        public boolean carriesAgent() {
            return process.carriesAgent();
        }

        @Override
        public String apart() {
            if (process.namespace("mnt").isEmpty()) {
                return "its mounts may not be looked at: run watch as root";
            }
            return process.shares("mnt") && process.root().equals(ROOT)
                    ? ""
                    : "it has mounts of its own, as in a container: run watch in that container, as its user";
        }

        @Override
        public Path socket() throws Refused {
            long start = JvmLook.startTicks(process.stat());
            if (start < 0) {
                throw new Refused("it has ended");
            }
            return JvmLook.socket(Long.parseLong(pid), start); // its /proc is ours, and so its number there
        }

        @Override
        public int user() throws Refused {
            int user = process.user();
            if (user < 0) {
                throw new Refused("it has ended");
            }
            return user;
        }

        @Override
        public Path counters() throws Refused {
            try {
                Path counters = process.counters();
                if (counters == null) {
                    throw new Refused("it keeps no counters: no JVM, or one with -XX:-UsePerfData or"
                            + " -XX:+PerfDisableSharedMem");
                }
                return counters;
            } catch (IOException e) {
                throw new Refused("it runs as another user: run this command as that user");
            }
        }
    }
}
