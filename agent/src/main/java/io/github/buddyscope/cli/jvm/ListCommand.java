// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;

/** {@code list}: the JVMs that can be attached to, and which already carry the agent. */
public final class ListCommand {
    private ListCommand() {}

    /** Returns an {@link ExitStatus}. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (!arguments.isEmpty()) {
            err.println("usage: list");
            return ExitStatus.WRONG_USAGE;
        }
        String self = Long.toString(ProcessHandle.current().pid());
        List<VirtualMachineDescriptor> machines;
        try {
            machines = VirtualMachine.list().stream()
                    .filter(jvm -> JvmProcess.isPid(jvm.id()) && !jvm.id().equals(self))
                    .sorted(Comparator.comparing(jvm -> Long.valueOf(jvm.id())))
                    .toList();
        } catch (LinkageError noAttachModule) {
            err.println("buddyscope: this Java has no jdk.attach module: use a JDK's java to list JVMs");
            return ExitStatus.UNREACHABLE_JVM;
        }
        if (machines.isEmpty()) {
            out.println("No other JVM that " + System.getProperty("user.name") + " could attach to is running.");
            return ExitStatus.DONE;
        }
        out.printf("%8s  %-10s  %s%n", "PID", "BUDDYSCOPE", "JVM");
        for (VirtualMachineDescriptor jvm : machines) {
            String line = String.format(
                    "%8s  %-10s  %s",
                    jvm.id(), new JvmProcess(jvm.id()).carriesAgent() ? "yes" : "-", SafeText.line(jvm.displayName()));
            out.println(Terminal.fitting(line, out)); // a command line may have kilobytes
        }
        return ExitStatus.DONE;
    }
}
