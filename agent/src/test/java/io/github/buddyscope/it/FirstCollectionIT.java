// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the first collection that the agent is told of initialises of the JDK in a small heap, where it may be the one that finds
 * the heap full: a class whose initialiser runs out of memory is lost to the service too, for good (JLS 12.4.2).
 */
@ParameterizedClass
@MethodSource("jdks")
class FirstCollectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String TOLD = "io/github/buddyscope/model/GcEvent";

    /** Made for one call, nobody else's. */
    private static final String OF_ONE_CALL = "java/lang/invoke/LambdaForm\\$D?MH[+/].*|io/github/buddyscope/.*";

    private final Jdk jdk;

    @TempDir
    Path directory;

    FirstCollectionIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void initialisesNothingOfTheJdkThatCanFail() throws IOException {
        Path classes = directory.resolve("classes.log");
        Path kernel = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xmx24m", "-XX:+UseSerialGC", "-Xlog:class+init=info:file=" + classes + ":tid")
                .agent("period=100ms,window=100ms,trace=off,kernel=file:" + kernel)
                .run(Obedient.class)) {
            jvm.awaitOut("ready");
            await().atMost(PATIENCE).until(() -> {
                jvm.say("gc");
                return Files.readString(classes).contains("Initializing '" + TOLD + "'");
            });
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();

            assertThat(initialisedWithIt(Files.readString(classes)))
                    .filteredOn(name -> !name.matches(OF_ONE_CALL))
                    .isEmpty();
        }
    }

    /** By the thread that tells of collections, and of nothing else. */
    private static List<String> initialisedWithIt(String log) {
        String thread = ClassLine.initialised(log).stream()
                .filter(line -> line.type().equals(TOLD))
                .findFirst()
                .orElseThrow()
                .thread();
        return ClassLine.initialisedByCode(log).stream()
                .filter(line -> line.thread().equals(thread))
                .map(ClassLine::type)
                .toList();
    }
}
