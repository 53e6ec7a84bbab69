// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.publish.ChildJvm;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.JvmModules;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

class BeforeTheFirstRecordingTest {
    private static final String BEGIN = "somebody starts a recording";
    private static final String EVENTS = "io.github.buddyscope.event.";

    @Test
    void nothingIsLoadedOrStarted() throws Exception {
        List<String> lines = ChildJvm.run(Service.class, "-Xlog:class+load:stdout");
        int begin = lines.indexOf(BEGIN);

        assertThat(lines).contains("started by us: false", "registered before: false", "registered after: true");
        assertThat(lines.subList(0, begin)).noneMatch(line -> line.contains(EVENTS));
        assertThat(lines.subList(begin, lines.size())).anyMatch(line -> line.contains(EVENTS));
    }

    /** JDK-8371889: a registration could wait for ever for a thread that initialises these. */
    @Test
    void theHoldersOfTheJdksOwnEventsAreInitialisedBeforeOurs() throws Exception {
        int release = Runtime.version().feature();
        assumeTrue(release <= 22, "JDK " + release + " has no such holder");

        List<String> lines =
                ChildJvm.run(InitialisedOnly.class, "-Xlog:class+load:stdout", "-Xlog:class+init=info:stdout");

        int initialised = lines.indexOf(lines.stream()
                .filter(line -> line.contains("Initializing 'jdk/jfr/events/Handlers'")
                        || line.contains("Initializing 'jdk/jfr/events/EventConfigurations'"))
                .findFirst()
                .orElseThrow());
        int loaded = lines.indexOf(
                lines.stream().filter(line -> line.contains(EVENTS)).findFirst().orElseThrow());
        assertThat(initialised).isLessThan(loaded);
    }

    @Test
    void aJvmWithoutFlightRecorderIsToldFromOneWithIt() throws Exception {
        assertThat(ChildJvm.run(Modules.class, "--limit-modules", "java.base")).containsExactly("false false");
        assertThat(ChildJvm.run(Modules.class)).containsExactly("true true");
    }

    static final class Modules {
        public static void main(String[] args) {
            System.out.println(JvmModules.has(JvmModules.JFR) + " " + JvmModules.has(JvmModules.MANAGEMENT));
        }
    }

    /** JFR is there, but no recording yet has made the JDK initialise its holders by itself. */
    static final class InitialisedOnly {
        public static void main(String[] args) {
            FlightRecorder.getFlightRecorder();
            try (JfrPublisher publisher = new JfrPublisher()) {
                System.out.println(publisher.tryRegister());
            }
        }
    }

    static final class Service {
        public static void main(String[] args) {
            try (JfrPublisher publisher = new JfrPublisher()) {
                publisher.host(Findings.latest(Findings.normal(0)));
                publisher.failure(Findings.failure());
                publisher.verdict(Findings.verdict());
                publisher.direct(Findings.direct());
                publisher.health(Findings.health());
                publisher.directAllocations().reserved(1 << 20, null);
                System.out.println("started by us: " + FlightRecorder.isInitialized());
                System.out.println("registered before: " + publisher.tryRegister());
                System.out.println(BEGIN);
                try (Recording recording = new Recording()) {
                    recording.start();
                    System.out.println("registered after: " + publisher.tryRegister());
                }
            }
        }
    }
}
