// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JDK of this machine, 17 or later. */
record Jdk(Path home, int feature) {
    /** One for every release under {@code /usr/lib/jvm}, and the one that runs the tests. */
    static Stream<Jdk> all() {
        TreeMap<Integer, Jdk> byRelease = new TreeMap<>();
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isReadable(home.resolve("release")))
                    .map(home -> new Jdk(home, release(home)))
                    .filter(jdk -> jdk.feature >= 17)
                    .forEach(jdk -> byRelease.putIfAbsent(jdk.feature, jdk));
        } catch (IOException nowhereToLook) {
            // the JDK of the tests is there all the same
        }
        Jdk own = own();
        byRelease.putIfAbsent(own.feature, own);
        return byRelease.values().stream();
    }

    static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    private static int release(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .mapToInt(version -> Runtime.Version.parse(version).feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** From 21 on, a JVM prints its own warning when an agent is attached. */
    boolean warnsOfAttachment() {
        return feature >= 21;
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
