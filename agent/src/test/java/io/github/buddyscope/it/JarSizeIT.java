// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The one jar that users take. */
class JarSizeIT {
    private static final long LIMIT = 1_500_000;
    private static final Path JAR = Path.of(System.getProperty("buddyscope.jar"));

    @Test
    void isUnderOneAndAHalfMegabytes() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(LIMIT);
    }

    @Test
    void hasNobodyElsesClassesInside() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/github/buddyscope/"));
        }
    }
}
