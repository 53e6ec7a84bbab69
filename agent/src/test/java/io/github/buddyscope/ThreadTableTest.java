// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.ZoneId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of threads in docs/architecture.md has all names that the agent's classes have for theirs, and no other. */
class ThreadTableTest {
    private static final Path TABLE = Path.of("../docs/architecture.md");
    private static final Pattern NAME = Pattern.compile("`(buddyscope[a-z-]*)`");

    /** A string in a class file's constant pool: its tag, its length, itself, and the next one's tag (JVMS 4.4). */
    private static final Pattern CONSTANT =
            Pattern.compile("\\x01\\x00(.)(buddyscope(?:-[a-z]+)*)(?=[\\x01-\\x14])", Pattern.DOTALL);

    /** Commands of their own, which are in no service. */
    private static final Set<String> OTHERS = Set.of("cli", "relay", "wire", "recording");

    /** A file's name, an object name's domain. */
    private static final Set<String> NO_THREADS = Set.of("buddyscope-report", "buddyscope-events");

    @Test
    void theTableHasTheThreadsThatThereMayBe() throws IOException, URISyntaxException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("| `buddyscope")) {
                NAME.matcher(line.substring(0, line.indexOf('|', 1)))
                        .results()
                        .forEach(name -> documented.add(name.group(1)));
            }
        }
        assertThat(inTheCode()).contains("buddyscope", "buddyscope-host").isEqualTo(documented);
    }

    private static Set<String> inTheCode() throws IOException, URISyntaxException {
        Path root = Path.of(ZoneId.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/github/buddyscope");
        Set<String> names = new TreeSet<>(Set.of("buddyscope-relay")); // as the protocol has it
        for (Path file : classes(root)) {
            if (!OTHERS.contains(root.relativize(file).getName(0).toString())) {
                Matcher constants = CONSTANT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (constants.find()) {
                    if (constants.group(1).charAt(0) == constants.group(2).length()) {
                        names.add(constants.group(2));
                    }
                }
            }
        }
        names.removeAll(NO_THREADS);
        return names;
    }

    private static List<Path> classes(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
