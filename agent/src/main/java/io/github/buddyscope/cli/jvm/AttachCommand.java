// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import io.github.buddyscope.agent.option.Options;
import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.entry.Attachment;
import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code attach PID [KEY=VALUE ...]}: loads the agent into a running JVM. */
public final class AttachCommand {
    private AttachCommand() {}

    /** Returns an {@link ExitStatus}. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || !JvmProcess.isPid(arguments.get(0))) {
            err.println("usage: attach PID [KEY=VALUE ...]");
            return ExitStatus.WRONG_USAGE;
        }
        String pid = arguments.get(0);
        String options = options(arguments.subList(1, arguments.size()));
        List<String> problems = Options.of(options, Map.of(), Map.of()).problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> err.println("buddyscope: " + SafeText.line(problem)));
            return ExitStatus.WRONG_USAGE;
        }
        try (TargetJvm jvm = TargetJvm.attach(pid)) {
            String state = jvm.property(Attachment.STATE);
            boolean already = Attachment.RUNNING.equals(state) || Attachment.STARTING.equals(state);
            if (already && options.isEmpty()) {
                out.println("JVM " + pid + " already carries Buddyscope " + version(jvm) + "; nothing to do");
                return ExitStatus.DONE;
            }
            jvm.load(options);
            if (!jvm.await(() -> Attachment.RUNNING.equals(jvm.property(Attachment.STATE)))) {
                err.println("buddyscope: JVM " + pid + " took the agent but doesn't report that it runs");
                return ExitStatus.UNREACHABLE_JVM;
            }
            out.println(
                    already
                            ? "JVM " + pid + " already carried Buddyscope; the new options are in force"
                            : "Buddyscope " + version(jvm) + " runs in JVM " + pid);
            return ExitStatus.DONE;
        } catch (TargetJvm.Unreachable e) {
            err.println("buddyscope: " + e.getMessage());
            return ExitStatus.UNREACHABLE_JVM;
        }
    }

    /** Of the agent there: a JVM keeps the classes that it loaded first, even if a later jar is attached. */
    private static String version(TargetJvm jvm) throws TargetJvm.Unreachable {
        String version = jvm.property(Attachment.VERSION);
        return version == null ? "" : SafeText.line(version);
    }

    /** Paths are meant as seen from here, not from the JVM's own directory. */
    private static String options(List<String> settings) {
        List<String> absolute = new ArrayList<>();
        for (String setting : settings) {
            absolute.add(
                    setting.startsWith("kernel=file:")
                            ? "kernel=file:"
                                    + Path.of(setting.substring("kernel=file:".length()))
                                            .toAbsolutePath()
                            : setting);
        }
        return String.join(",", absolute);
    }
}
