// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.entry.Attachment;
import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code detach PID}: takes the agent out of a JVM. */
public final class DetachCommand {
    /** The agent has waited for its threads itself: what is there then waits for something, or is about to end. */
    private static final long LAST_STEPS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private DetachCommand() {}

    /** Returns an {@link ExitStatus}. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() != 1 || !JvmProcess.isPid(arguments.get(0))) {
            err.println("usage: detach PID");
            return ExitStatus.WRONG_USAGE;
        }
        String pid = arguments.get(0);
        JvmProcess process = new JvmProcess(pid);
        try (TargetJvm jvm = TargetJvm.attach(pid)) {
            // the service may have replaced its system properties, and the agent's with them
            if (jvm.property(Attachment.STATE) == null && !process.carriesAgent()) {
                out.println("JVM " + pid + " carries no Buddyscope; nothing to do");
                return ExitStatus.DONE;
            }
            jvm.load(Attachment.DETACH);
            if (!jvm.await(() -> jvm.property(Attachment.STATE) == null)) {
                err.println("buddyscope: JVM " + pid + " doesn't report that the agent has gone");
                return ExitStatus.UNREACHABLE_JVM;
            }
            jvm.await(() -> process.agentThreads().isEmpty(), LAST_STEPS_NANOS);
            Set<String> left = process.agentThreads();
            if (!left.isEmpty()) {
                err.println("buddyscope: still there until what they wait for comes back: "
                        + SafeText.line(left.toString()));
            }
            out.println("Buddyscope is out of JVM " + pid);
            return ExitStatus.DONE;
        } catch (TargetJvm.Unreachable e) {
            err.println("buddyscope: " + e.getMessage());
            return ExitStatus.UNREACHABLE_JVM;
        }
    }
}
