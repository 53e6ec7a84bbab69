// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shaded jar as people run it: on this JDK, and on those in {@code TEST_JDKS} (homes, with colons between). */
class SampleJarIT {
    private static final Path JAR = Path.of(System.getProperty("sample-app.jar"));
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path directory;

    static List<Path> jdks() {
        List<Path> jdks = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String more = System.getenv("TEST_JDKS");
        if (more != null && !more.isBlank()) {
            for (String home : more.split(File.pathSeparator)) {
                jdks.add(Path.of(home));
            }
        }
        return jdks;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void servesUnderLoadAndStopsWithoutAWordOnStderr(Path jdk) throws Exception {
        Path serviceErr = directory.resolve("service.err");
        Process service = start(jdk, serviceErr, "--port", "0");
        try (BufferedReader said = service.inputReader()) {
            String url = said.readLine().replace("sample-app: listening on ", "");

            Path loadErr = directory.resolve("load.err");
            Process load = start(jdk, loadErr, "load", url, "--requests", "200", "--seconds", "30");
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

    private static Process start(Path jdk, Path err, String... args) throws IOException {
        Files.createFile(err);
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx256m", "-jar", JAR.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(err.toFile()).start();
    }
}
