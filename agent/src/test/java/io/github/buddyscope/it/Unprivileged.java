// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.WantsHugePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A user without any rights, who has the agent and the services' classes where he may read them. */
final class Unprivileged {
    private final Path directory;
    private final int user;

    private Unprivileged(Path directory, int user) {
        this.directory = directory;
        this.user = user;
    }

    /** Skips the test where this machine can't have such a user in a pid namespace of his own. */
    static Unprivileged in(Path directory, int user) throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "other users need root");
        Assumptions.assumeTrue(
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals("pid:[4026531836]"),
                "a relay needs the host's task ids");
        Unprivileged made = new Unprivileged(directory, user);
        Assumptions.assumeTrue(succeeds(made.inNamespace()), "no unshare and setpriv, or they may not");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(ForkedJvm.AGENT, made.agent());
        made.copy(Path.of(WantsHugePages.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
        return made;
    }

    private static boolean succeeds(List<String> under) throws InterruptedException {
        List<String> command = new java.util.ArrayList<>(under);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private void copy(Path classes) throws IOException {
        Path services = classes.resolve(WantsHugePages.class.getPackageName().replace('.', '/'));
        try (Stream<Path> all = Files.list(services)) {
            for (Path file : all.toList()) {
                Path to = classes().resolve(classes.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    Path agent() {
        return directory.resolve("buddyscope.jar");
    }

    Path classes() {
        return directory.resolve("classes");
    }

    /** The begin of a command line that runs the rest as this user. */
    List<String> inNamespace() {
        return List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--no-new-privs");
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
