// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules for other engines in docs/fleets name what the MBeans have, and the dashboard and alerts what the rules give. */
class FleetRulesTest {
    private static final Path FLEETS = Path.of("../docs/fleets");
    private static final Pattern METRIC = Pattern.compile("\\bbuddyscope(?:_\\w+|:\\w+:\\w+)");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxPublisher publisher = FilledBeans.in(server);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void everyRuleForPrometheusMatchesAnAttribute() throws Exception {
        List<String> inputs = exporterInputs();

        for (String pattern : found("jmx_exporter.yml", "- pattern: '(.*)'")) {
            Pattern rule = Pattern.compile(pattern);
            assertThat(inputs).as(pattern).anyMatch(input -> rule.matcher(input).lookingAt());
        }
    }

    @Test
    void everyAttributeThatPrometheusNeedNotReadIsThere() throws Exception {
        for (String line : found("jmx_exporter.yml", "(?m)^  (\"buddyscope:type=.*\\])$")) {
            String bean = line.substring(1, line.indexOf('"', 1));
            String names = line.substring(line.indexOf('[') + 1, line.length() - 1);
            assertThat(attributes(new ObjectName(bean))).as(bean).contains(names.split(", "));
        }
    }

    @Test
    void everyRuleForOpenTelemetryNamesAnAttribute() throws Exception {
        for (String rule : text("otel-jmx.yml").split("- bean: ")) {
            if (!rule.startsWith("buddyscope:")) {
                continue;
            }
            String bean = rule.substring(0, rule.indexOf('\n'));
            List<ObjectName> names = List.copyOf(server.queryNames(new ObjectName(bean), null));
            assertThat(names).as(bean).isNotEmpty();
            assertThat(attributes(names.get(0))).as(bean).containsAll(matches(rule, "(?m)^      ([A-Z]\\w+):$"));
        }
    }

    @Test
    void alertsAndDashboardNameOnlyMetricsThatTheRulesGive() throws Exception {
        Set<String> given = new TreeSet<>(found("jmx_exporter.yml", "name: (buddyscope_\\w+)"));
        given.addAll(found("alerts.yml", "record: (buddyscope:\\S+)"));

        for (String file : List.of("alerts.yml", "grafana-dashboard.json")) {
            List<String> asked = metrics(text(file));
            assertThat(asked).as(file).hasSizeGreaterThan(15);
            assertThat(given).as(file).containsAll(asked);
        }
    }

    @Test
    void everyPanelOfTheDashboardIsPlacedAndAsksSomething() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(text("grafana-dashboard.json"));

        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("id of %s", panel.path("title"))
                    .isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt())
                    .as("right edge of %s", panel.path("title"))
                    .isLessThanOrEqualTo(24);
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(target.path("expr").asText())
                                .contains("job=\"$job\", instance=\"$instance\""));
            }
        }
    }

    /** {@code domain<properties of the name and of the row><path>attribute: value}, as the exporter makes them but for null. */
    private List<String> exporterInputs() throws Exception {
        List<String> inputs = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("buddyscope:*"), null)) {
            String key = name.getKeyPropertyListString().replace(",", ", ");
            for (String attribute : attributes(name)) {
                Object value = server.getAttribute(name, attribute);
                if (value instanceof TabularData table) {
                    table.values().forEach(row -> addRow(inputs, key, attribute, table, (CompositeData) row));
                } else {
                    inputs.add("buddyscope<" + key + "><>" + attribute + ": " + value);
                }
            }
        }
        return inputs;
    }

    private static void addRow(
            List<String> inputs, String key, String attribute, TabularData table, CompositeData row) {
        StringBuilder properties = new StringBuilder("buddyscope<").append(key);
        List<String> index = table.getTabularType().getIndexNames();
        for (String item : index) {
            properties.append(", ").append(item).append('=').append(row.get(item));
        }
        for (String item : row.getCompositeType().keySet()) {
            if (!index.contains(item)) {
                inputs.add(properties + "><" + attribute + ">" + item + ": " + row.get(item));
            }
        }
    }

    private List<String> attributes(ObjectName name) throws Exception {
        List<String> names = new ArrayList<>();
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            names.add(attribute.getName());
        }
        return names;
    }

    private static List<String> metrics(String text) {
        return matches(text, "(" + METRIC + ")");
    }

    private static List<String> found(String file, String regex) throws IOException {
        List<String> all = matches(text(file), regex);
        assertThat(all).as("%s in %s", regex, file).isNotEmpty();
        return all;
    }

    private static List<String> matches(String text, String regex) {
        List<String> all = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    private static String text(String file) throws IOException {
        return Files.readString(FLEETS.resolve(file));
    }
}
