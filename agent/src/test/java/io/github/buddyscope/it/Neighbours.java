// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The services of the module {@code agent/neighbours}; a test that wants one is skipped where it isn't built. */
final class Neighbours {
    private static final Path BUILT =
            Path.of("neighbours/target").toAbsolutePath().normalize();

    private Neighbours() {}

    static Path spring() {
        return built("neighbours-spring.jar");
    }

    /** JBoss Modules' launcher. */
    static Path jboss() {
        return built("jboss-modules.jar");
    }

    /** What it is to launch. */
    static String[] jbossArguments() {
        return new String[] {"-mp", built("modules").toString(), "service"};
    }

    private static Path built(String name) {
        Path file = BUILT.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": mvn package -pl agent/neighbours makes it");
        return file;
    }
}
