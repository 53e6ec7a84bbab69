// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the start costs the service's own thread, told by the classes that each thread loads. */
@ParameterizedClass
@MethodSource("jdks")
class PremainIT {
    private static final String AGENT = "io.github.buddyscope.agent.BuddyscopeAgent ";
    private static final String SERVICE = Obedient.class.getName() + " ";
    private static final String BYTE_BUDDY = "io.github.buddyscope.shaded.bytebuddy.";

    private final Jdk jdk;

    PremainIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void theMainThreadLoadsThreeSmallClassesOfOursAndLinksNoLambda() {
        List<String> lines = classesLoaded();
        String thread = threadOf(lines, AGENT);
        List<String> inPremain = lines.subList(indexOf(lines, AGENT), indexOf(lines, SERVICE)).stream()
                .filter(line -> line.startsWith(thread))
                .map(line -> line.substring(thread.length()).replaceFirst(" source:.*", ""))
                .toList();

        assertThat(threadOf(lines, SERVICE))
                .as("premain runs on the thread of main")
                .isEqualTo(thread);
        assertThat(inPremain.stream().filter(name -> name.startsWith("io.github.buddyscope.")))
                .containsExactlyInAnyOrder(AGENT.strip(), name("Change"), name("option.Options"));
        // before it, the JVM itself may have linked how premain is called
        assertThat(inPremain.subList(inPremain.indexOf(name("Change")), inPremain.size()))
                .noneMatch(name -> name.contains("Lambda") || name.startsWith("java.lang.invoke."));
    }

    /** The rest of Byte Buddy would cost ten times as much for the one class that is changed. */
    @Test
    void nothingOfByteBuddyIsUsedButItsAsm() {
        assertThat(classesLoaded().stream().filter(line -> line.contains("bytebuddy")))
                .isNotEmpty()
                .allMatch(line -> line.contains(BYTE_BUDDY + "jar.asm."));
    }

    private static String name(String agentClass) {
        return "io.github.buddyscope.agent." + agentClass;
    }

    /** Each with the thread that loaded it, {@code [4711] java.lang.Object source: ...}, in their order. */
    private List<String> classesLoaded() {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).flags("-Xlog:class+load:stdout:tid").agent("").run(Obedient.class)) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            return jvm.out().lines().filter(line -> line.startsWith("[")).toList();
        }
    }

    private static int indexOf(List<String> lines, String type) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("] " + type)) {
                return i;
            }
        }
        throw new AssertionError(type + "isn't loaded");
    }

    private static String threadOf(List<String> lines, String type) {
        String line = lines.get(indexOf(lines, type));
        return line.substring(0, line.indexOf(' ') + 1);
    }
}
