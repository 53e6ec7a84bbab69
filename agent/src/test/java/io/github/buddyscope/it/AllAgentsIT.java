// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four agents in one JVM, and a flight recording: each does what it is there for, whichever comes first. With
 * {@code -Dbeside.orders=all} in all 24 orders, with the name of one of them in those that it begins; else in two for each JDK, which have every pair both ways round.
 */
@ParameterizedClass
@MethodSource("jdksAndOrders")
class AllAgentsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int BYTES = 3_000_000;

    /** What the other three print, or the JVM for their sake. */
    private static final String NOT_OURS =
            "\\[otel\\.javaagent .*|.* warning: Sharing is only supported for boot loader .*"
                    + "|\\[warning\\]\\[cds *\\] Sharing is only supported .*|WARNING: .*";

    private enum Agent {
        BUDDYSCOPE,
        OPEN_TELEMETRY,
        EXPORTER,
        PROFILER
    }

    /** An order and its reverse for each JDK in turn. */
    private static final List<List<List<Agent>>> FEW = List.of(
            List.of(
                    List.of(Agent.BUDDYSCOPE, Agent.OPEN_TELEMETRY, Agent.EXPORTER, Agent.PROFILER),
                    List.of(Agent.PROFILER, Agent.EXPORTER, Agent.OPEN_TELEMETRY, Agent.BUDDYSCOPE)),
            List.of(
                    List.of(Agent.OPEN_TELEMETRY, Agent.BUDDYSCOPE, Agent.PROFILER, Agent.EXPORTER),
                    List.of(Agent.EXPORTER, Agent.PROFILER, Agent.BUDDYSCOPE, Agent.OPEN_TELEMETRY)));

    private final Jdk jdk;
    private final List<Agent> order;
    private final int port = OtherAgents.freePort();

    @TempDir
    Path directory;

    AllAgentsIT(Jdk jdk, List<Agent> order) {
        this.jdk = jdk;
        this.order = order;
    }

    static Stream<Arguments> jdksAndOrders() {
        String asked = System.getProperty("beside.orders", "");
        List<List<Agent>> all = new ArrayList<>();
        permute(List.of(), List.of(Agent.values()), all);
        all.removeIf(order -> !asked.equals("all") && !asked.equals(order.get(0).name()));
        List<Jdk> jdks = Jdk.all().toList();
        return jdks.stream()
                .flatMap(jdk -> (asked.isEmpty() ? FEW.get(jdks.indexOf(jdk) % FEW.size()) : all)
                        .stream().map(order -> Arguments.of(jdk, order)));
    }

    private static void permute(List<Agent> begun, List<Agent> rest, List<List<Agent>> all) {
        if (rest.isEmpty()) {
            all.add(begun);
        }
        for (Agent next : rest) {
            List<Agent> longer = new ArrayList<>(begun);
            longer.add(next);
            permute(longer, rest.stream().filter(agent -> agent != next).toList(), all);
        }
    }

    @Test
    void allWorkAndNothingOfOursIsPrinted() throws IOException {
        Path log = Files.createFile(directory.resolve("kern.log"));
        Path recording = directory.resolve("recording.jfr");
        Path profile = directory.resolve("profile");
        ForkedJvm.Builder builder = ForkedJvm.of(jdk)
                .flags("-XX:StartFlightRecording:filename=" + recording, "-Xlog:disable", "-Xlog:all=warning:stderr");
        order.forEach(agent -> add(agent, builder, log, profile));
        try (ForkedJvm jvm = builder.flags(OpenTelemetryIT.flags()).run(Obedient.class)) {
            jvm.awaitOut("ready");
            AgentLifeIT.awaitRunning(jvm);
            ExporterIT.awaitWhole(port);
            AgentLifeIT.awaitHooked(jvm);
            jvm.say("direct " + BYTES).awaitOut("direct: " + BYTES);
            Files.write(log, Seed.linesOfNow());

            awaitBoth(jvm);

            AgentLifeIT.awaitHooked(jvm); // whatever was transformed meanwhile
            jvm.closeInput();
            assertThat(jvm.exitCode()).as(jvm.err()).isZero();
            assertThat(jvm.err().lines().filter(line -> !line.matches(NOT_OURS)))
                    .isEmpty();
        }
        assertRecorded(recording);
        assertThat(Files.readString(profile)).contains("io/github/buddyscope/it/service/Obedient.main");
    }

    private void add(Agent agent, ForkedJvm.Builder builder, Path log, Path profile) {
        switch (agent) {
            case BUDDYSCOPE -> builder.agent("period=200ms,window=500ms,kernel=file:" + log);
            case OPEN_TELEMETRY -> builder.agent(OtherAgents.OPEN_TELEMETRY, "");
            case EXPORTER -> builder.agent(OtherAgents.EXPORTER, OtherAgents.exporterOn(port));
            case PROFILER ->
                builder.flags("-agentpath:" + OtherAgents.profilerIn(directory)
                        + "=start,event=itimer,interval=1ms,collapsed,file=" + profile);
        }
    }

    /** OpenTelemetry has exported what our MBeans say, and a call that it traced; so has the exporter. */
    private void awaitBoth(ForkedJvm jvm) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            jvm.say("get " + port);
            Map<String, JsonNode> metrics = OpenTelemetryIT.metrics(jvm);
            assertThat(OpenTelemetryIT.value(metrics, "buddyscope.direct.allocated"))
                    .isGreaterThanOrEqualTo(BYTES);
            assertThat(OpenTelemetryIT.value(metrics, "buddyscope.kernel.failures"))
                    .isEqualTo(1);
            Map<String, Double> values = Scrape.of(port).values();
            assertThat(values.get("buddyscope_direct_allocated_bytes_total")).isGreaterThanOrEqualTo(BYTES);
            assertThat(values.keySet()).anyMatch(name -> name.startsWith("buddyscope_kernel_failures_total{"));
            assertThat(verdicts(values)).isEqualTo(1);
            assertThat(jvm.out().contains("\"name\":\"GET\""))
                    .as("a traced call")
                    .isTrue();
        });
    }

    private static double verdicts(Map<String, Double> values) {
        return values.entrySet().stream()
                .filter(value -> value.getKey().startsWith("buddyscope_jvm_verdicts_total{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static void assertRecorded(Path recording) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        assertThat(named("buddyscope.KernelFailure", events)).hasSize(1);
        assertThat(named("buddyscope.Verdict", events)).hasSize(1);
        assertThat(named("buddyscope.DirectAllocation", events))
                .anySatisfy(event -> assertThat(event.getLong("bytes")).isEqualTo(BYTES));
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
