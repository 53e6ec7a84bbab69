// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** In and out of one JVM many times: nothing adds up, and a recording that runs all the time goes on being written. */
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@MethodSource("jdks")
class RoundsIT {
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 10;
    private static final int LONGEST_LOG = 32 << 10;

    /**
     * Most instances that a round leaves without our doing: what the JVM makes for each argument that is brought in it keeps
     * for ever; the texts of methods that are compiled sooner or later; the flight recorder's pool of texts, which it
     * empties when that is large.
     */
    private static final Map<String, Integer> LEFT_BY_OTHERS = Map.of(
            "sun.instrument.InstrumentationImpl", 2,
            "sun.instrument.TransformerManager", 3,
            "[Lsun.instrument.TransformerManager$TransformerInfo;", 3,
            "java.lang.String", 10,
            "[B", 10,
            "java.lang.Long", 3,
            "java.util.concurrent.ConcurrentHashMap$Node", 3);

    /** No objects: what the JVM fills gaps in its heap with, as many as the last collections left (JDK 19 on). */
    private static final String FILLER = "[Ljdk.internal.vm.FillerElement;";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;
    private ForkedJvm service;
    private Thread failures;
    private Path log;

    @TempDir
    Path directory;

    RoundsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void startAServiceThatRecords() throws IOException {
        log = Files.createFile(directory.resolve("kern.log"));
        service = ForkedJvm.of(jdk)
                .flags("-XX:+EnableDynamicAgentLoading")
                .flags(Recorded.flags())
                .run(Obedient.class)
                .awaitOut("ready");
        ask("mbeans");
        failures = new Thread(this::fail, "failures");
        failures.start();
    }

    @AfterEach
    void killIt() throws InterruptedException {
        failures.interrupt();
        failures.join();
        service.close();
    }

    /** The kernel reports failures all the time, so that each detach comes upon some that are under way. */
    private void fail() {
        try {
            List<String> lines = Seed.linesOfNow();
            while (!Thread.currentThread().isInterrupted()) {
                if (Files.size(log) > LONGEST_LOG) {
                    Path next = Files.createFile(directory.resolve("kern.log.next"));
                    Files.move(next, log, StandardCopyOption.ATOMIC_MOVE); // an agent that starts finds one at any time
                }
                Files.write(log, lines, StandardOpenOption.APPEND);
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException interrupted) {
            return;
        }
    }

    @Test
    void leavesNoMoreBehindAfterAHundredRoundsThanAfterTen() throws Exception {
        rounds(WARM_UP);
        int samples = samples(); // the first dump leaves /proc open: JFR looks at processes
        assertThat(samples).isPositive();
        String threads = ask("allthreads");
        String descriptors = ask("descriptors");
        int classes = classes();
        Map<String, Long> instances = instances();

        rounds(ROUNDS - WARM_UP);

        // the JVM's own threads come and go
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(ask("threads")).isEqualTo("[]");
            assertThat(ask("allthreads")).isEqualTo(threads);
            assertThat(ask("descriptors")).isEqualTo(descriptors);
        });
        // some are loaded when first needed, such as for a collection: fewer than one a round
        int grown = classes();
        if (grown >= classes + ROUNDS - WARM_UP) {
            // the host stalled meanwhile, which loads what tells of it: that happens once
            rounds(ROUNDS - WARM_UP);
            assertThat(classes()).isLessThan(grown + ROUNDS - WARM_UP);
        }
        assertThat(live())
                .doesNotContain(
                        "agent.Buddyscope",
                        "agent.runtime.AgentThread",
                        "correlation.timeline.Timeline",
                        "publish.jmx.TableBean")
                .contains("agent.option.OptionKey");
        assertThat(gainedEachRound(instances, instances())).isEmpty();
        assertThat(samples()).isGreaterThan(samples);
        assertThat(service.err()).isEmpty();
    }

    private void rounds(int many) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
        try {
            for (int round = 0; round < many; round++) {
                machine.loadAgent(ForkedJvm.AGENT.toString(), "period=100ms,window=100ms,kernel=file:" + log);
                until("running mbeans=true types=true hooked=true told=true");
                machine.loadAgent(ForkedJvm.AGENT.toString(), ":detach");
                until("null mbeans=false types=false hooked=false told=false");
            }
        } finally {
            machine.detach();
        }
    }

    private void until(String state) {
        // first that alone: to ask for all the rest listens to the hook for a moment, and must not meet the agent there
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> state.startsWith(ask("property") + " "));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(ask("agent")).isEqualTo(state));
    }

    private String ask(String word) {
        service.forgetOut().say(word).awaitOut(word + ": ").awaitOut("\n");
        return service.out().strip().substring(word.length() + 2);
    }

    private int samples() {
        return Recorded.events(jdk, service, directory, "buddyscope.ZoneSample").size();
    }

    /** How many classes the service's loader holds, the agent's and their lambdas among them. */
    private int classes() {
        return Recorded.jcmd(jdk, service, directory, "VM.classloader_stats")
                .lines()
                .filter(line -> line.endsWith("$AppClassLoader"))
                .mapToInt(line -> Integer.parseInt(line.split(" +")[3]))
                .findFirst()
                .orElseThrow();
    }

    /** How many instances there are of each class after a collection. */
    private Map<String, Long> instances() {
        Map<String, Long> instances = new TreeMap<>();
        Recorded.jcmd(jdk, service, directory, "GC.class_histogram")
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(words -> words.length > 3 && words[0].endsWith(":") && !words[3].equals(FILLER))
                .forEach(words -> instances.merge(words[3], Long.parseLong(words[1]), Long::sum));
        return instances;
    }

    /** The classes of which there's another instance, at least, for every round, or more than others leave. */
    private static Map<String, Long> gainedEachRound(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> gained = new TreeMap<>();
        after.forEach((name, many) -> {
            long more = many - before.getOrDefault(name, 0L);
            Integer ofOthers = LEFT_BY_OTHERS.get(name);
            if (ofOthers == null ? more >= ROUNDS - WARM_UP : more > (long) ofOthers * (ROUNDS - WARM_UP)) {
                gained.put(name, more);
            }
        });
        return gained;
    }

    /** Classes of the agent's that have instances after a collection. Its enums and constants always have. */
    private List<String> live() {
        return Recorded.jcmd(jdk, service, directory, "GC.class_histogram")
                .lines()
                .map(line -> line.replaceFirst(" \\(.*", ""))
                .filter(line -> line.contains(" io.github.buddyscope."))
                .map(line -> line.replaceFirst(".* io\\.github\\.buddyscope\\.", ""))
                .toList();
    }
}
