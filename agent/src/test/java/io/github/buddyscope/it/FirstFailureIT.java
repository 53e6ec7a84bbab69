// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the first failure of all, and its rehearsal, initialise of the JDK. A failure comes where memory is short, and a class
 * whose initialiser runs out of it is lost to the service too, for good (JLS 12.4.2).
 */
@ParameterizedClass
@MethodSource("jdks")
class FirstFailureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What may come, and why. A formatter, a regular expression, a stream or a locale may not. */
    private static final String[][] MAY_COME = {
        {"java/lang/invoke/LambdaForm\\$D?MH[+/].*", "made for a call of ours, nobody else's"},
        {"java/time/Local(Date|Time|DateTime)", "the stamp of a log daemon: constants"},
        {"java/time/temporal/Chrono(Field|Unit)", "the same"},
        {"javax/management/.*|com/sun/jmx/.*", "what MBeans are made of: of use only where there are some"},
        {"java/util/Date|sun/util/calendar/(Base)?Calendar(System.*)?", "a time as MBeans have it"},
        {"java/lang/(ApplicationShutdownHooks|Shutdown)", "the hook that gives the last verdict at the exit"},
        {"java/lang/StrictMath", "the flag of an assertion (17), for what MBeans round"},
        {"jdk/jfr/internal/.*", "whether there's a recorder, asked once with the first MBean"},
        {"java/util/concurrent/locks/Abstract.*Synchronizer(\\$.*)?", "a thread that met another at a lock"},
    };

    private static final Pattern ON_THE_WAY =
            Pattern.compile("io/github/buddyscope/(source|parse|diagnosis|correlation)/.*");

    private static final String SHOWN = "'io/github/buddyscope/publish/jmx/RoleCounts'";

    private final Jdk jdk;

    @TempDir
    Path directory;

    FirstFailureIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void initialisesFewClassesOfTheJdkAndNoneThatIsMuch() throws IOException {
        Path kernel = Files.createFile(directory.resolve("kern.log"));
        Path classes = directory.resolve("classes.log");
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xlog:class+init=info:file=" + classes + ":tid")
                .agent("period=100ms,window=100ms,trace=off,kernel=file:" + kernel)
                .run(Obedient.class)) {
            jvm.awaitOut("ready");
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("threads").awaitOut("threads: [buddyscope");
            AgentLifeIT.awaitHooked(jvm);
            int before = Files.readString(classes).length();

            Files.write(kernel, Seed.linesOfNow(), StandardOpenOption.APPEND);
            await().atMost(PATIENCE).until(() -> Files.readString(classes).indexOf(SHOWN, before) > 0);
            jvm.say("mbeans"); // from now on somebody looks: it's rehearsed, and the next failure comes behind that
            Files.write(kernel, Seed.linesOfNow(), StandardOpenOption.APPEND);
            await().atMost(PATIENCE).until(() -> jvm.say("told").out().contains("told: 2 "));
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();

            String since = Files.readString(classes).substring(before);
            assertThat(initialisedOnTheWay(since))
                    .filteredOn(FirstFailureIT::mayNotCome)
                    .isEmpty();
            assertThat(since).contains("'io/github/buddyscope/agent/RehearsalReport'");
        }
    }

    private static boolean mayNotCome(String name) {
        return Stream.of(MAY_COME).noneMatch(row -> name.matches(row[0]));
    }

    /** By the threads that go a part of the way; classes of ours left out. */
    private static Set<String> initialisedOnTheWay(String log) {
        List<String> threads = ClassLine.initialised(log).stream()
                .filter(line -> ON_THE_WAY.matcher(line.type()).matches())
                .map(ClassLine::thread)
                .toList();
        assertThat(threads).isNotEmpty();
        return ClassLine.initialisedByCode(log).stream()
                .filter(line -> threads.contains(line.thread()))
                .map(ClassLine::type)
                .filter(type -> !type.startsWith("io/github/buddyscope/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
