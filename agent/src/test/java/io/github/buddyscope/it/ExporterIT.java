// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The real jmx_exporter beside our agent in one JVM, in either order, with our rules. */
@ParameterizedClass
@MethodSource("jdks")
class ExporterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    ExporterIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void whicheverAgentComesFirstTheSameIsMeasuredAndNothingPrinted() throws Exception {
        int first = OtherAgents.freePort();
        int last = OtherAgents.freePort();
        try (ForkedJvm ours = ForkedJvm.of(jdk)
                        .agent("trace=off")
                        .agent(OtherAgents.EXPORTER, OtherAgents.exporterOn(last))
                        .run(Obedient.class);
                ForkedJvm theirs = ForkedJvm.of(jdk)
                        .agent(OtherAgents.EXPORTER, OtherAgents.exporterOn(first))
                        .agent("trace=off")
                        .run(Obedient.class)) {
            awaitWhole(last);
            awaitWhole(first);

            // the first look has what the log held before diagnosed, which comes a moment later
            await().atMost(PATIENCE).untilAsserted(() -> {
                Scrape one = Scrape.of(last);
                Scrape other = Scrape.of(first);
                assertThat(one.names("gauge")).isEqualTo(other.names("gauge"));
                assertThat(one.names("counter")).isEqualTo(other.names("counter"));
                assertThat(one.names("untyped")).isEmpty();
            });
            assertThat(ours.err()).isEmpty();
            assertThat(theirs.err()).isEmpty();
        }
    }

    @Test
    void valuesAreTheMBeansAndCountersOnlyGrow() throws Exception {
        int port = OtherAgents.freePort();
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .agent("period=200ms")
                .agent(OtherAgents.EXPORTER, OtherAgents.exporterOn(port))
                .run(Obedient.class)) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");
            Scrape before = awaitWhole(port);
            jvm.say("direct 3000000").awaitOut("direct: 3000000");

            Scrape after = await().atMost(PATIENCE)
                    .until(
                            () -> Scrape.of(port),
                            scrape -> grown(before, scrape, "buddyscope_direct_allocated_bytes_total") >= 3_000_000);

            for (Map.Entry<String, Double> value : before.values().entrySet()) {
                String name = value.getKey().replaceFirst("\\{.*", "");
                if (after.names("counter").contains(name)) {
                    assertThat(after.values().get(value.getKey()))
                            .as(value.getKey())
                            .isGreaterThanOrEqualTo(value.getValue());
                }
            }
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                String zone = mbeans.names().stream()
                        .filter(name -> name.contains("type=Zone"))
                        .findFirst()
                        .orElseThrow();
                String labels = zone.replaceFirst(".*node=(\\d+),.*zone=(\\w+).*", "{node=\"$1\",zone=\"$2\"}");
                Object managed = mbeans.get(zone.substring("buddyscope:type=".length()), "ManagedBytes");
                assertThat(after.values().get("buddyscope_zone_managed_bytes" + labels))
                        .isEqualTo(((Long) managed).doubleValue());
                assertThat(after.values().get("buddyscope_direct_pool_limit_bytes"))
                        .isEqualTo(((Long) mbeans.get("DirectBuffers", "PoolLimitBytes")).doubleValue());
            }
            assertThat(after.values()).containsEntry("buddyscope_source_state{source=\"buddyinfo\",state=\"OK\"}", 1.0);
            assertThat(jvm.err()).isEmpty();
        }
    }

    private static double grown(Scrape before, Scrape after, String name) {
        return after.values().getOrDefault(name, 0.0) - before.values().getOrDefault(name, 0.0);
    }

    /** Once the agent has registered, sampled the host and its hook is in. */
    static Scrape awaitWhole(int port) {
        return await().atMost(PATIENCE)
                .until(
                        () -> Scrape.of(port),
                        scrape -> scrape.names("counter").contains("buddyscope_direct_allocated_bytes_total")
                                && scrape.names("counter").contains("buddyscope_agent_lines_read_total")
                                && scrape.names("gauge").contains("buddyscope_zone_free_blocks"));
    }
}
