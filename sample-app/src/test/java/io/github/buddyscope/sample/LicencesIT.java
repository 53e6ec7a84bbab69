// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the last module, when the bills of materials of all are there. */
class LicencesIT {
    /** What is in a jar that people take may be under these. */
    private static final Set<String> SHIPPED = Set.of("Apache-2.0", "BSD-3-Clause");

    /** What only builds or tests, and is passed on by nobody, under these too; of several that are offered, one will do. */
    private static final Set<String> USED =
            Set.of("Apache-2.0", "BSD-3-Clause", "EPL-2.0", "MIT", "Universal Permissive License Version 1.0");

    @ParameterizedTest
    @ValueSource(strings = {"jfr-events", "agent/neighbours", "agent", "sample-app"})
    void everyDependencyHasALicenceThatIsOnTheList(String module) throws IOException {
        Path bill = Path.of("..", module, "target", "dependencies.cdx.json");
        Map<String, Set<String>> dependencies = read(bill);

        assertThat(dependencies).isNotEmpty();
        assertThat(dependencies.entrySet()).allMatch(one -> !Collections.disjoint(one.getValue(), USED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../agent/target/classes/META-INF/sbom/buddyscope.cdx.json"})
    void whatIsShippedHasOneThatLetsEveryoneShipIt(String bill) throws IOException {
        Map<String, Set<String>> shipped = read(Path.of(bill));

        assertThat(shipped).isNotEmpty();
        assertThat(shipped.values()).doesNotContain(Set.of()).allMatch(SHIPPED::containsAll);
    }

    /** By dependency: its licences. */
    private static Map<String, Set<String>> read(Path bill) throws IOException {
        Assumptions.assumeTrue(
                bill.toFile().exists(), () -> bill + " isn't there: mvn verify makes it, unless it is offline");
        Map<String, Set<String>> read = new TreeMap<>();
        for (JsonNode component : new ObjectMapper().readTree(bill.toFile()).path("components")) {
            read.put(component.path("purl").asText(), licences(component));
        }
        return read;
    }

    /** Ids, names where a licence has no id, and the parts of an expression. */
    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        for (JsonNode one : component.path("licenses")) {
            Stream.of(one.at("/license/id"), one.at("/license/name"), one.path("expression"))
                    .filter(JsonNode::isTextual)
                    .flatMap(text -> Arrays.stream(text.asText().split(" OR ")))
                    .forEach(licences::add);
        }
        return licences;
    }
}
