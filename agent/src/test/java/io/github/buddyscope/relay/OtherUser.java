// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A user without any rights, in a pid namespace of his own, on a host whose task ids are known here. */
public record OtherUser(int id) {
    /** Skips the test where this machine can't have such a user. */
    public static OtherUser assumed(int id) throws IOException, InterruptedException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "other users need root");
        Assumptions.assumeTrue(
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals("pid:[4026531836]"),
                "a relay needs the host's task ids");
        OtherUser user = new OtherUser(id);
        Assumptions.assumeTrue(succeeds(user.running("true")), "no unshare and setpriv, or they may not");
        return user;
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** The command line that runs this one as him; without one its begin. */
    public List<String> running(String... command) {
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "setpriv",
                "--reuid=" + id,
                "--regid=" + id,
                "--clear-groups",
                "--no-new-privs"));
        all.addAll(List.of(command));
        return all;
    }

    /** Lets every user into a directory of a test's. */
    public static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Copies files of the directory that has a class to where other users may read them.
     *
     * @param needed which of them, by their names within that directory
     */
    public static void copy(Class<?> oneOfThem, Path to, Predicate<String> needed) throws Exception {
        Path classes = Path.of(
                oneOfThem.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString();
                if (needed.test(name)) {
                    Files.createDirectories(to.resolve(name).getParent());
                    Files.copy(file, to.resolve(name));
                }
            }
        }
    }
}
