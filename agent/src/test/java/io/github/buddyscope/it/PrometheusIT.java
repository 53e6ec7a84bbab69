// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus asks the real exporter beside our agent: an alert fires, and the dashboard's questions have answers. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern METRIC = Pattern.compile("buddyscope_\\w+");

    private final int port = OtherAgents.freePort();

    @TempDir
    Path directory;

    @BeforeEach
    void onlyWhereItIsInstalled() {
        PrometheusServer.assumeInstalled();
    }

    @Test
    void theAlertsAreWellFormedAndEachFiresWhenItShouldAndOnlyThen() throws IOException {
        assertThat(Promtool.run(OtherAgents.FLEETS, "", "check", "rules", "alerts.yml"))
                .returns(0, Promtool::exit);
        assertThat(Promtool.run(OtherAgents.FLEETS, "", "test", "rules", "alerts.test.yml"))
                .returns(0, Promtool::exit);
    }

    @Test
    void everyAlertHasATest() throws IOException {
        String tests = Files.readString(OtherAgents.FLEETS.resolve("alerts.test.yml"));
        assertThat(Pattern.compile("- alert: (\\w+)")
                        .matcher(Files.readString(OtherAgents.FLEETS.resolve("alerts.yml")))
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert + "\n"));
    }

    @Test
    void aFailureInAFollowedLogFiresTheAlertAndTheDashboardShowsIt() throws IOException {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = service("window=1s,kernel=file:" + log);
                PrometheusServer prometheus = PrometheusServer.asking(port, directory)) {
            ExporterIT.awaitWhole(port);
            await().atMost(PATIENCE)
                    .until(() -> !prometheus.query("buddyscope_agent_up").isEmpty());
            jvm.say("gc").say("direct 2000000");
            Files.write(log, Seed.linesOfNow());

            JsonNode alert = prometheus.awaitFiring("BuddyscopeAllocationFailed", 5);
            assertThat(alert.at("/labels/kind").asText()).isEqualTo("PAGE_ALLOC_FAILURE");
            assertThat(alert.at("/labels/cause").asText()).isEqualTo("FRAGMENTATION");
            assertThat(alert.at("/annotations/summary").asText())
                    .isEqualTo("The kernel of 127.0.0.1:" + port + " failed an allocation of order 5: FRAGMENTATION");
            assertDashboardAnswered(prometheus);
            assertWellNamed();
            assertSaidNothing(jvm);
        }
    }

    @Test
    void aRealFailureFiresTheAlert() throws IOException {
        Lab.assumeItCanFail();
        try (ForkedJvm jvm = service("window=1s");
                PrometheusServer prometheus = PrometheusServer.asking(port, directory)) {
            ExporterIT.awaitWhole(port);
            AgentLifeIT.awaitRunning(jvm);
            await().atMost(PATIENCE)
                    .until(() -> !prometheus.query("buddyscope_agent_up").isEmpty());

            Lab.fail(7);

            JsonNode alert = prometheus.awaitFiring("BuddyscopeAllocationFailed", 7);
            assertThat(alert.at("/labels/kind").asText()).isEqualTo("PAGE_ALLOC_FAILURE");
            assertSaidNothing(jvm);
        }
    }

    private ForkedJvm service(String options) {
        return ForkedJvm.of(Jdk.own())
                .agent(options)
                .agent(OtherAgents.EXPORTER, OtherAgents.exporterOn(port))
                .run(Obedient.class)
                .awaitOut("ready");
    }

    /** The exporter complains there itself where Prometheus gave up on a scrape, as on a machine that is starved. */
    private static void assertSaidNothing(ForkedJvm jvm) {
        assertThat(jvm.err()).doesNotContain("buddyscope");
    }

    private void assertWellNamed() throws IOException {
        assertThat(Promtool.run(directory, Scrape.of(port).ours(), "check", "metrics"))
                .isEqualTo(new Promtool(0, ""));
    }

    /** Every expression is one, and where its metrics are there on this host there is an answer. */
    private void assertDashboardAnswered(PrometheusServer prometheus) throws IOException {
        Set<String> there = Scrape.of(port).values().keySet().stream()
                .map(key -> key.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
        assertThat(there).contains("buddyscope_zone_free_blocks", "buddyscope_kernel_failures_total");
        for (String expression : expressions()) {
            List<String> asked =
                    METRIC.matcher(expression).results().map(MatchResult::group).toList();
            prometheus.query(expression);
            if (there.containsAll(asked)) {
                await(expression)
                        .atMost(PATIENCE)
                        .until(() -> !prometheus.query(expression).isEmpty());
            }
        }
    }

    private List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(OtherAgents.FLEETS.resolve("grafana-dashboard.json").toFile());
        List<String> all = dashboard.findValuesAsText("expr").stream()
                .map(expression -> expression
                        .replace("$job", "jvm")
                        .replace("$instance", "127.0.0.1:" + port)
                        .replace("$node", "0")
                        .replace("$zone", "Normal|DMA32|DMA")
                        .replace("$__rate_interval", "1m")
                        .replace("$__range", "1m"))
                .toList();
        assertThat(all).hasSizeGreaterThan(30).noneMatch(expression -> expression.contains("$_"));
        return all;
    }
}
