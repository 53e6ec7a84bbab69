// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.text.BuddyTable;
import io.github.buddyscope.publish.text.ShortSizes;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import io.github.buddyscope.source.procfs.PageSize.Origin;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code show [--proc DIR]}: the host's free memory by order, with watermarks and exhausted orders. */
final class ShowCommand {
    private static final String OPTION = "--proc";

    private ShowCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, out, err, Terminal.behind(out), PageSize.ofThisHost());
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err, Terminal terminal, PageSize pageSize) {
        Path proc = proc(arguments);
        if (proc == null) {
            err.println("usage: show [--proc DIR], where DIR is where the host's procfs is mounted (/proc)");
            return ExitStatus.WRONG_USAGE;
        }
        try (HostSampler sampler = new HostSampler(proc)) {
            return show(sampler, proc, out, err, terminal, pageSize);
        }
    }

    private static int show(
            HostSampler sampler, Path proc, PrintStream out, PrintStream err, Terminal terminal, PageSize pageSize) {
        HostSample sample = sampler.sample();
        if (sample.zones().isEmpty()) {
            tell(sampler.states().get(0), err);
            return ExitStatus.UNREADABLE_INPUT;
        }
        out.println(heading(proc, pageSize));
        out.println();
        out.print(BuddyTable.of(sample.zones(), pageSize.bytes(), terminal.palette(), terminal.width()));
        out.flush();
        for (SourceState state : sampler.states().subList(0, 2)) {
            if (state.status() != Status.OK) {
                tell(state, err);
            }
        }
        return ExitStatus.DONE;
    }

    private static Path proc(List<String> arguments) {
        try {
            if (arguments.isEmpty()) {
                return Path.of("/proc");
            }
            if (arguments.size() == 2 && arguments.get(0).equals(OPTION)) {
                return Path.of(arguments.get(1));
            }
            boolean joined = arguments.size() == 1 && arguments.get(0).startsWith(OPTION + "=");
            return joined ? Path.of(arguments.get(0).substring(OPTION.length() + 1)) : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void tell(SourceState state, PrintStream err) {
        String remedy = state.remedy().isEmpty() ? "" : "; " + state.remedy();
        err.println("buddyscope: " + SafeText.line(state.detail() + remedy));
    }

    private static String heading(Path proc, PageSize pageSize) {
        return "Free blocks by order on " + kernel(proc) + ", pages of " + ShortSizes.block(pageSize.bytes(), 0)
                + (pageSize.from() == Origin.ASSUMED ? " (assumed)" : "");
    }

    private static String kernel(Path proc) {
        Path release = proc.resolve("sys/kernel/osrelease");
        try {
            return Files.isRegularFile(release)
                    ? "Linux " + SafeText.line(Files.readString(release).strip())
                    : "Linux";
        } catch (IOException e) {
            return "Linux";
        }
    }
}
