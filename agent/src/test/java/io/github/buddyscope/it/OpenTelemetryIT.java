// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real OpenTelemetry Java agent beside ours in one JVM, with our rules. One test: it takes ten seconds to start. */
class OpenTelemetryIT {
    private static final List<String> ASKED = List.of(
            "buddyscope.direct.allocated",
            "buddyscope.direct.limit",
            "buddyscope.agent.cpu.time",
            "buddyscope.agent.status",
            "buddyscope.zone.free_blocks",
            "buddyscope.jvm.verdicts");

    @TempDir
    Path directory;

    @Test
    void metricsCarryTheMBeansValuesUnitsAndAttributes() throws IOException {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(Jdk.own())
                .flags("-XX:MaxDirectMemorySize=256m") // else what the collector leaves of the heap
                .agent("kernel=file:" + log)
                .agent(OtherAgents.OPEN_TELEMETRY, "")
                .flags(flags())
                .run(Obedient.class)) {
            jvm.awaitOut("ready");
            AgentLifeIT.awaitRunning(jvm);
            AgentLifeIT.awaitHooked(jvm);
            jvm.say("direct 3000000").awaitOut("direct: 3000000");
            Files.write(log, Seed.linesOfNow());

            Map<String, JsonNode> metrics = await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> metrics(jvm),
                            // its search for MBeans finds one after the other
                            seen -> value(seen, "buddyscope.kernel.failures") == 1
                                    && seen.keySet().containsAll(ASKED));

            assertThat(value(metrics, "buddyscope.direct.allocated")).isGreaterThanOrEqualTo(3_000_000);
            assertThat(metrics.get("buddyscope.direct.allocated")
                            .at("/sum/isMonotonic")
                            .asBoolean())
                    .isTrue();
            assertThat(value(metrics, "buddyscope.direct.limit")).isEqualTo(256L << 20);
            assertThat(metrics.get("buddyscope.direct.limit").path("unit").asText())
                    .isEqualTo("By");
            assertThat(value(metrics, "buddyscope.agent.cpu.time")).isBetween(0.001, 60.0); // seconds
            assertThat(metrics.get("buddyscope.zone.free_blocks").at("/sum/dataPoints"))
                    .hasSizeGreaterThanOrEqualTo(11)
                    .allSatisfy(point -> assertThat(point.path("attributes").findValuesAsText("key"))
                            .containsExactlyInAnyOrder("buddyscope.node", "buddyscope.order", "buddyscope.zone"));
            assertThat(metrics.get("buddyscope.jvm.verdicts").at("/sum/dataPoints"))
                    .hasSize(5)
                    .allSatisfy(point -> assertThat(point.path("attributes").findValuesAsText("key"))
                            .containsExactly("buddyscope.jvm.role"));
            assertThat(metrics.get("buddyscope.agent.status").at("/sum/dataPoints"))
                    .hasSize(4);
            assertThat(jvm.err()).doesNotContain("buddyscope");
        }
    }

    /** That it reads our MBeans by our rules and prints what it has measured and traced. */
    static String[] flags() {
        return new String[] {
            "-Dotel.jmx.config=" + OtherAgents.FLEETS.resolve("otel-jmx.yml"),
            "-Dotel.metrics.exporter=experimental-otlp/stdout",
            "-Dotel.traces.exporter=experimental-otlp/stdout",
            "-Dotel.logs.exporter=none",
            "-Dotel.metric.export.interval=1000",
            "-Dotel.bsp.schedule.delay=500",
            "-Dotel.jmx.discovery.delay=500"
        };
    }

    /** The latest of each name that is there as a whole line: others write there too, and some in between. */
    static Map<String, JsonNode> metrics(ForkedJvm jvm) throws IOException {
        Map<String, JsonNode> metrics = new TreeMap<>();
        for (String line : jvm.out().split("\n")) {
            if (line.startsWith("{")) {
                try {
                    addAll(metrics, new ObjectMapper().readTree(line));
                } catch (JsonProcessingException notWhole) {
                    continue;
                }
            }
        }
        return metrics;
    }

    private static void addAll(Map<String, JsonNode> metrics, JsonNode line) {
        for (JsonNode scope : line.findPath("scopeMetrics")) {
            for (JsonNode metric : scope.path("metrics")) {
                metrics.put(metric.path("name").asText(), metric);
            }
        }
    }

    static double value(Map<String, JsonNode> metrics, String name) {
        JsonNode metric = metrics.get(name);
        JsonNode point = metric == null ? null : metric.findPath("dataPoints").path(0);
        return point == null
                ? -1
                : point.path("asInt").asDouble(point.path("asDouble").asDouble(-1));
    }
}
