// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines a JVM from outside, without attaching to it. */
public final class JvmDoctor {
    private static final String TASK_IDS = "task ids: whether a failing task was a thread of this JVM";

    private JvmDoctor() {}

    /** Whether it can be attached to, whether it carries the agent, and what of it can be told. */
    public static List<SourceState> examine(String pid) {
        JvmProcess process = new JvmProcess(pid);
        List<SourceState> states = new ArrayList<>();
        SourceState attach = attachable(process);
        states.add(attach);
        // what stands in the way of attaching is said above, with its own remedy
        String remedy = attach.status() == Status.OK ? "java -jar buddyscope.jar attach " + pid : "";
        states.add(
                process.carriesAgent()
                        ? new SourceState("agent", Status.OK, "Buddyscope is there", "")
                        : new SourceState("agent", Status.OFF, "no Buddyscope in it", remedy));
        states.add(taskIds(process));
        return states;
    }

    private static SourceState attachable(JvmProcess process) {
        if (process.surelyNoJvm()) {
            return new SourceState(
                    "attach",
                    Status.UNAVAILABLE,
                    "it doesn't handle SIGQUIT: no JVM, or one started with -Xrs",
                    "start the service with -javaagent:buddyscope.jar");
        }
        String uid = firstWord(process.statusField("Uid:"));
        String own = firstWord(new JvmProcess("self").statusField("Uid:"));
        if (uid == null || own == null || (!uid.equals(own) && !own.equals("0"))) {
            return new SourceState(
                    "attach",
                    Status.UNAVAILABLE,
                    "it runs as user id " + uid + ", this command as " + own,
                    "run this command as that user, or start the service with -javaagent:buddyscope.jar");
        }
        return SourceState.ok("attach");
    }

    private static SourceState taskIds(JvmProcess process) {
        String ids = process.statusField("NSpid:");
        boolean nested = ids != null && ids.split("\\s+").length > 1;
        if (!nested && Files.exists(Path.of("/proc/self/ns/pid"))) {
            return SourceState.ok(TASK_IDS);
        }
        return new SourceState(
                TASK_IDS,
                Status.PARTIAL,
                "it runs in a pid namespace of its own: the kernel log's task ids can't be compared with its threads",
                "run the service in the host's pid namespace (hostPID) if that matters");
    }

    private static String firstWord(String text) {
        return text == null ? null : text.split("\\s+")[0];
    }
}
