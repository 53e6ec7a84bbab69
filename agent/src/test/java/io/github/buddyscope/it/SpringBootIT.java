// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A web service on Spring Boot, started by its own launcher out of one jar, says the same with the agent and without. */
@ParameterizedClass
@MethodSource("jdks")
class SpringBootIT {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    private final Jdk jdk;

    SpringBootIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void startsServesAndStopsWithTheSameLogAsWithoutTheAgent() throws Exception {
        try (ForkedJvm plain = service(ForkedJvm.of(jdk));
                ForkedJvm watched = service(ForkedJvm.of(jdk).agent(""))) {
            serveOnce(plain);
            serveOnce(watched);
            try (RemoteMBeans mbeans = RemoteMBeans.of(watched)) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(mbeans.names()).contains("buddyscope:type=Agent", "buddyscope:type=Host"));
            }
            assertThat(plain.closeInput().exitCode()).as(plain.toString()).isZero();
            assertThat(watched.closeInput().exitCode()).as(watched.toString()).isZero();

            assertThat(comparable(watched.out())).isEqualTo(comparable(plain.out()));
            assertThat(comparable(watched.err())).isEqualTo(comparable(plain.err()));
        }
    }

    private static ForkedJvm service(ForkedJvm.Builder builder) {
        return builder.command(Neighbours.spring(), "--server.port=0");
    }

    private static void serveOnce(ForkedJvm jvm) {
        int port = Integer.parseInt(jvm.awaitMatch(STARTED).group(1));
        jvm.awaitOut("Started SpringService");
        assertThat(Scrape.get(URI.create("http://127.0.0.1:" + port + "/"))).isEqualTo("hello");
    }

    /** Without times, durations, ports, the process id and the number of Tomcat's thread. */
    private static String comparable(String text) {
        return text.replaceAll("(?m)^\\S+Z ( *[A-Z]+) \\d+ ", "TIME $1 PID ")
                .replaceAll("with PID \\d+", "with PID N")
                .replaceAll("exec-\\d+", "exec-N")
                .replaceAll("port \\d+", "port N")
                .replaceAll("[0-9.]+ (ms|seconds)", "N $1")
                .replaceAll("running for [0-9.]+", "running for N");
    }
}
