// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Empty;
import io.github.buddyscope.it.service.SetsASecurityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A service under a security manager, which the JDK has had until 23: refused or not, it goes on. */
@ParameterizedClass
@MethodSource("jdks")
class SecurityManagerIT {
    private final Jdk jdk;

    @TempDir
    Path directory;

    SecurityManagerIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void onlyWhereThereIsOne() {
        assumeTrue(jdk.feature() <= 23, () -> jdk + " has no security manager");
    }

    @Test
    void anAgentThatIsGrantedNothingSaysSoInOneLineAndTheServiceRuns() {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).flags("-Djava.security.manager").agent("").run(Empty.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("done\n");
            assertThat(ours(jvm)).singleElement().asString().contains("could not start", "AllPermission");
        }
    }

    @Test
    void aManagerThatComesLaterCostsTheServiceNothingButALineForWhatIsRefused() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Djava.security.manager=allow")
                .agent("period=100ms,direct.threshold=1")
                .run(SetsASecurityManager.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("allocated\n");
            assertThat(ours(jvm))
                    .hasSizeBetween(1, 2) // the trace has one of its own, where it was just being set up
                    .allSatisfy(line -> assertThat(line).contains("access denied", "AllPermission"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anAgentThatIsGrantedAllWorksAsEver() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("policy"),
                "grant codeBase \"file:" + ForkedJvm.AGENT + "\" { permission java.security.AllPermission; };");
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Djava.security.manager=allow", "-Djava.security.policy=" + policy)
                .agent("period=100ms,direct.threshold=1")
                .run(SetsASecurityManager.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("allocated\n");
            assertThat(ours(jvm)).isEmpty();
        }
    }

    /** Without the JVM's own warnings of the manager, and the stack traces of nobody. */
    private static List<String> ours(ForkedJvm jvm) {
        return jvm.err().lines().filter(line -> !line.startsWith("WARNING: ")).toList();
    }
}
