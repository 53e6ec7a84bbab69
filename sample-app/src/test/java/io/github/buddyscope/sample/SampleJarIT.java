// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shaded jar as people run it: with the agent, on every JDK under {@code /usr/lib/jvm}. */
class SampleJarIT {
    private static final Path JDKS = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final Path AGENT = Path.of("../agent/target/buddyscope.jar");
    private static final Path JAR = Path.of(System.getProperty("sample-app.jar"));
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path directory;

    /** One home a release, and the one that runs the tests. */
    static Collection<Path> jdks() throws IOException {
        Map<String, Path> byRelease = new TreeMap<>();
        byRelease.put(System.getProperty("java.specification.version"), Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(JDKS)) {
            try (Stream<Path> homes = Files.list(JDKS)) {
                for (Path home : homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                        .toList()) {
                    Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
                    if (version.find() && Integer.parseInt(version.group(1)) >= 17) {
                        byRelease.putIfAbsent(version.group(1), home);
                    }
                }
            }
        }
        return byRelease.values();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void servesUnderLoadAndStopsWithoutAWordOnStderr(Path jdk) throws Exception {
        Path serviceErr = directory.resolve("service.err");
        Process service = start(jdk, serviceErr, List.of("-javaagent:" + AGENT), "--port", "0");
        try (BufferedReader said = service.inputReader()) {
            String url = said.readLine().replace("sample-app: listening on ", "");

            Path loadErr = directory.resolve("load.err");
            Process load = start(jdk, loadErr, List.of(), "load", url, "--requests", "200", "--seconds", "30");
            String result = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(load.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(result).startsWith("load: 200 requests answered").contains("errors: 0");

            service.destroy();
            assertThat(service.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(serviceErr).isEmptyFile();
            assertThat(loadErr).isEmptyFile();
        } finally {
            service.destroyForcibly();
        }
    }

    @Test
    void holdsNoSignatureNoNativeLibraryAndNoPom() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.matches(".*\\.(SF|RSA|DSA|so|dll|jnilib|xml)|.*module-info\\.class"))
                    .contains("META-INF/LICENSE");
        }
    }

    private static Process start(Path jdk, Path err, List<String> flags, String... args) throws IOException {
        Files.createFile(err);
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx256m"));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(err.toFile()).start();
    }
}
