// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.WantsHugePages;
import io.github.buddyscope.relay.OtherUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A user without any rights, who has the agent and the services' classes where he may read them. */
final class Unprivileged {
    private final Path directory;
    private final OtherUser user;

    private Unprivileged(Path directory, OtherUser user) {
        this.directory = directory;
        this.user = user;
    }

    /** Skips the test where this machine can't have such a user in a pid namespace of his own. */
    static Unprivileged in(Path directory, int user) throws Exception {
        Unprivileged made = new Unprivileged(directory, OtherUser.assumed(user));
        OtherUser.open(directory);
        Files.copy(ForkedJvm.AGENT, made.agent());
        String services = WantsHugePages.class.getPackageName().replace('.', '/') + "/";
        OtherUser.copy(WantsHugePages.class, made.classes(), name -> name.startsWith(services));
        return made;
    }

    Path agent() {
        return directory.resolve("buddyscope.jar");
    }

    Path classes() {
        return directory.resolve("classes");
    }

    /** The begin of a command line that runs the rest as this user. */
    List<String> inNamespace() {
        return user.running();
    }

    /**
     * The begin of a command line that runs the rest with mounts and task ids of its own, as that script lays them out.
     *
     * @param script begins with these arguments and ends with a command that runs the rest
     */
    static String[] container(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return command.toArray(new String[0]);
    }

    /** The process that this user runs under that one, as the host numbers it. */
    long hostPid(long under) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> running(under), Optional::isPresent)
                .orElseThrow()
                .pid();
    }

    private static Optional<ProcessHandle> running(long under) {
        return ProcessHandle.of(under).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst();
    }
}
