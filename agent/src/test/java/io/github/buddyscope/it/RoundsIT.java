// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.github.buddyscope.it.service.Obedient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** In and out of one JVM many times: nothing adds up, and a recording that runs all the time goes on being written. */
@ParameterizedClass
@MethodSource("jdks")
class RoundsIT {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;
    private ForkedJvm service;

    @TempDir
    Path directory;

    RoundsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void startAServiceThatRecords() {
        service = ForkedJvm.of(jdk)
                .flags("-XX:+EnableDynamicAgentLoading")
                .flags(Recorded.flags())
                .run(Obedient.class)
                .awaitOut("ready");
        ask("mbeans");
    }

    @AfterEach
    void killIt() {
        service.close();
    }

    @Test
    void leavesNoMoreBehindAfterTwentyRoundsThanAfterThree() throws Exception {
        rounds(3);
        int samples = samples(); // the first dump leaves /proc open: JFR looks at processes
        assertThat(samples).isPositive();
        String threads = ask("allthreads");
        String descriptors = ask("descriptors");
        int classes = classes();

        rounds(ROUNDS - 3);

        assertThat(ask("threads")).isEqualTo("[]");
        assertThat(ask("mbeans")).isEqualTo("0");
        // the JVM's own threads come and go
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ask("allthreads")).isEqualTo(threads);
            assertThat(ask("descriptors")).isEqualTo(descriptors);
        });
        // some are loaded when first needed, such as for a collection: fewer than one a round
        int grown = classes();
        if (grown >= classes + ROUNDS - 3) {
            // the host stalled meanwhile, which loads what tells of it: that happens once
            rounds(ROUNDS - 3);
            assertThat(classes()).isLessThan(grown + ROUNDS - 3);
        }
        assertThat(live())
                .doesNotContain(
                        "agent.Buddyscope",
                        "agent.runtime.AgentThread",
                        "correlation.timeline.Timeline",
                        "publish.jmx.TableBean")
                .contains("agent.option.OptionKey");
        assertThat(samples()).isGreaterThan(samples);
        assertThat(service.err()).isEmpty();
    }

    private void rounds(int many) throws Exception {
        for (int round = 0; round < many; round++) {
            load("period=100ms");
            await().atMost(PATIENCE).until(() -> ask("property").equals("running"));
            await().atMost(PATIENCE)
                    .until(() ->
                            !ask("mbeans").equals("0") && !ask("eventtypes").equals("0"));
            assertThat(ask("hooked")).isEqualTo("true told=true");
            load(":detach");
            await().atMost(PATIENCE).until(() -> ask("property").equals("null"));
            assertThat(ask("eventtypes")).isEqualTo("0");
            assertThat(ask("hooked")).isEqualTo("false told=false");
        }
    }

    private void load(String argument) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
        try {
            machine.loadAgent(ForkedJvm.AGENT.toString(), argument);
        } finally {
            machine.detach();
        }
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
