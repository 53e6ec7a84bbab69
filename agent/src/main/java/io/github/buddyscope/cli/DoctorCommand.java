// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.cli.jvm.JvmDoctor;
import io.github.buddyscope.cli.jvm.JvmProcess;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.KernelLogs;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import io.github.buddyscope.source.relay.RelayAccess;
import io.github.buddyscope.source.tracefs.TracefsSource;
import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.wire.Protocol;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor [PID]}: what this host and this user let the agent see, and the exact step that would grant the rest. */
final class DoctorCommand {
    private DoctorCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() > 1 || (arguments.size() == 1 && !JvmProcess.isPid(arguments.get(0)))) {
            err.println("usage: doctor [PID]");
            return ExitStatus.WRONG_USAGE;
        }
        if (arguments.size() == 1 && !new JvmProcess(arguments.get(0)).exists()) {
            err.println("buddyscope: there is no process " + arguments.get(0));
            return ExitStatus.UNREACHABLE_JVM;
        }
        List<SourceState> host = host();
        out.println("This host, as " + System.getProperty("user.name") + ":");
        host.forEach(state -> print(state, out));
        PageSize page = PageSize.ofThisHost();
        out.println("  page size " + page.bytes() + " bytes"
                + (page.from() == PageSize.Origin.ASSUMED ? ", assumed: this process can't read it" : ""));
        if (arguments.size() == 1) {
            String pid = arguments.get(0);
            out.println("JVM " + pid + ":");
            JvmDoctor.examine(pid).forEach(state -> print(state, out));
        }
        return ExitStatus.DONE;
    }

    private static List<SourceState> host() {
        List<SourceState> states = new ArrayList<>();
        try (HostSampler sampler = new HostSampler(Path.of("/proc"))) {
            sampler.sample();
            for (SourceState state : sampler.states()) {
                states.add(named(state.source() + ": " + use(state.source()), state));
            }
        }
        kernelLogs(KernelLogs.look(), states);
        states.add(named("tracefs: failures that no log shows, and time lost to stalls", TracefsSource.look()));
        for (SourceState relay : RelayAccess.look(Protocol.SOCKET)) {
            boolean itself = relay.source().equals(RelayAccess.NAME);
            states.add(named(itself ? "relay: both of them, for who may not read them" : relay.source(), relay));
        }
        return states;
    }

    /** One of them is enough, and the first that can be read is taken. */
    static void kernelLogs(List<SourceState> logs, List<SourceState> to) {
        int taken = 0;
        while (taken < logs.size() && logs.get(taken).status() != Status.OK) {
            taken++;
        }
        for (int i = 0; i < logs.size(); i++) {
            String use = "another way to the failures";
            if (i == taken) {
                use = "the failures themselves, taken by kernel=auto";
            } else if (taken == logs.size()) {
                use = i == 0 ? "the failures themselves, for which one log is enough" : "the same from another log";
            }
            to.add(named("kernel log (" + logs.get(i).source() + "): " + use, logs.get(i)));
        }
    }

    private static SourceState named(String name, SourceState state) {
        return new SourceState(name, state.status(), state.detail(), state.remedy());
    }

    /** What the file is good for. */
    private static String use(String file) {
        return switch (file) {
            case "buddyinfo" -> "free blocks by order";
            case "zoneinfo" -> "watermarks and reserves";
            case "vmstat" -> "reclaim and compaction";
            case "pressure" -> "time stalled on memory";
            default -> "the host's memory";
        };
    }

    static void print(SourceState state, PrintStream out) {
        String mark = switch (state.status()) {
            case OK -> "ok";
            case PARTIAL -> "partly";
            case UNAVAILABLE -> "missing";
            case OFF -> "off";
        };
        out.printf("  %-8s %s%n", mark, SafeText.line(state.source()));
        if (!state.detail().isEmpty()) {
            out.println("           " + SafeText.line(state.detail()));
        }
        if (!state.remedy().isEmpty()) {
            out.println("           to get it: " + SafeText.line(state.remedy()));
        }
    }
}
