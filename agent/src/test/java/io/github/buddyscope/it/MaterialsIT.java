// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the one jar is made of is what its bill of materials says, and comes with the licences that it has to come with. */
class MaterialsIT {
    private static final Pattern PACKAGE = Pattern.compile("(\\w+/\\w+/\\w+).*\\.class");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(ForkedJvm.AGENT.toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void theBillOfMaterialsNamesWhatIsInsideAndNothingElse() throws IOException {
        assumeFalse("offline: true".equals(System.getProperty("maven.state")), "offline, Maven makes no bill");
        JsonNode bill = new ObjectMapper().readTree(text("META-INF/sbom/buddyscope.cdx.json"));

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/purl").asText()).startsWith("pkg:maven/io.github.buddyscope/agent@");
        assertThat(bill.findPath("timestamp").isMissingNode())
                .as("two builds are to give the same bytes")
                .isTrue();
        assertThat(bill.path("components"))
                .extracting(MaterialsIT::component)
                .containsExactlyInAnyOrder("io.github.buddyscope:jfr-events:"
                        + bill.at("/metadata/component/version").asText() + " [Apache-2.0]");
    }

    /** Whatever is shaded in has to be named there, and here. */
    @Test
    void insideAreOurClassesAlone() {
        Set<String> packages = new TreeSet<>();
        for (JarEntry entry : jar.stream().toList()) {
            var found = PACKAGE.matcher(entry.getName());
            if (found.matches()) {
                packages.add(found.group(1));
            } else {
                assertThat(entry.getName()).doesNotEndWith(".class");
            }
        }
        assertThat(packages).containsExactly("io/github/buddyscope");
    }

    @Test
    void theLicenceAndTheNoticeAreThere() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License", "END OF TERMS AND CONDITIONS");
        assertThat(text("META-INF/NOTICE")).startsWith("Buddyscope\n").contains("Apache License");
    }

    private static String component(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        component
                .path("licenses")
                .forEach(one -> licences.add(one.at("/license/id").asText()));
        return component.path("group").asText() + ":" + component.path("name").asText() + ":"
                + component.path("version").asText() + " " + licences;
    }

    private String text(String name) throws IOException {
        assertThat(jar.getEntry(name)).as(name).isNotNull();
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
