// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus with our alerts that asks one JVM, asked in its turn over its HTTP API. */
final class PrometheusServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final String address;

    private PrometheusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Skips the test where it isn't installed. */
    static void assumeInstalled() {
        for (String program : List.of("prometheus", "promtool")) {
            Assumptions.assumeTrue(
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "there is no " + program + " (Debian's package prometheus)");
        }
    }

    /** @param directory for its files */
    static PrometheusServer asking(int port, Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: jvm
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(OtherAgents.FLEETS.resolve("alerts.yml"), port));
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String address = await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive())
                        .as("it runs: %s", Files.readString(log))
                        .isTrue())
                .until(() -> address(log), found -> found != null);
        return new PrometheusServer(process, address);
    }

    private static String address(Path log) throws IOException {
        Matcher matcher = ADDRESS.matcher(Files.readString(log));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The result of a query now, an array; fails where it isn't one. */
    JsonNode query(String expression) throws IOException {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        String answer = Scrape.get(URI.create("http://" + address + "/api/v1/query?query=" + encoded));
        assertThat(answer).as("answer to %s", expression).isNotEmpty();
        return new ObjectMapper().readTree(answer).path("data").path("result");
    }

    /** The alert of that name on failures of that order, firing. */
    JsonNode awaitFiring(String alert, int order) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> firing(alert, Integer.toString(order)), found -> found != null);
    }

    private JsonNode firing(String name, String order) throws IOException {
        String answer = Scrape.get(URI.create("http://" + address + "/api/v1/alerts"));
        if (!answer.isEmpty()) {
            for (JsonNode alert :
                    new ObjectMapper().readTree(answer).path("data").path("alerts")) {
                if (alert.at("/labels/alertname").asText().equals(name)
                        && alert.at("/labels/order").asText().equals(order)
                        && alert.path("state").asText().equals("firing")) {
                    return alert;
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
