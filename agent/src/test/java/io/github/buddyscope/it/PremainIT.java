// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the start costs the service's own thread, told by the classes that each thread loads. */
@ParameterizedClass
@MethodSource("jdks")
class PremainIT {
    private static final String AGENT = "io.github.buddyscope.entry.BuddyscopeAgent";
    private static final String USED_FIRST = "java.lang.ProcessEnvironment";
    private static final String SERVICE = Obedient.class.getName();

    private static final Pattern HEAVY = Pattern.compile("java\\.util\\.(Formatter|regex\\.Pattern)"
            + "|java\\.lang\\.runtime\\.ObjectMethods|java\\.lang\\.management\\.ManagementFactory\\$PlatformMBeanFinder"
            + "|jdk\\.jfr\\.internal\\.PlatformRecorder|.*bytebuddy.*"
            + "|io\\.github\\.buddyscope\\.(event|cli|recording|diagnosis|publish\\.(text|report))\\..*"
            + "|java\\.util\\.concurrent\\.ThreadPoolExecutor"
            + "|io\\.github\\.buddyscope\\.(parse\\.kernel\\.ReportAssembler|publish\\.jmx\\.(Shape|TableBean))");

    private final Jdk jdk;

    PremainIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void theMainThreadLoadsOneSmallClassOfOursAndLinksNoLambda() {
        List<ClassLine> all = classesLoaded("");
        int agent = indexOf(all, AGENT);
        int service = indexOf(all, SERVICE);
        String thread = all.get(agent).thread();
        List<String> inPremain = all.subList(agent, service).stream()
                .filter(loaded -> loaded.thread().equals(thread))
                .map(ClassLine::type)
                .toList();

        assertThat(all.get(service).thread())
                .as("premain runs on the thread of main")
                .isEqualTo(thread);
        assertThat(inPremain.stream().filter(name -> name.startsWith("io.github.buddyscope.")))
                .containsExactly(AGENT);
        assertThat(inPremain).contains(USED_FIRST);
        // before the first class that our premain uses, the JVM itself may have linked how premain is called
        assertThat(inPremain.subList(inPremain.indexOf(USED_FIRST), inPremain.size()))
                .noneMatch(name -> name.contains("Lambda") || name.startsWith("java.lang.invoke."));
    }

    /**
     * Each of these costs a JVM that starts milliseconds, or tens of them, the first time that it is used. What the log held
     * at the start waits until somebody can look.
     */
    @Test
    void nothingHeavyIsLoadedForAServiceThatNobodyLooksAt(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("kern.log");
        Files.writeString(
                log,
                "Apr 14 07:32:42 host kernel: [  123.456789] cma: cma_alloc: alloc failed, req-size: 16 pages, ret:"
                        + " -12\n");

        assertThat(classesLoaded("kernel=file:" + log + ",trace=off"))
                .extracting(ClassLine::type)
                .contains(AGENT)
                .noneMatch(HEAVY.asMatchPredicate());
    }

    /** Each is linked by itself, with a class made for it. */
    @Test
    void noLambdaOfOursIsLinkedForAServiceThatNobodyLooksAt() {
        assertThat(classesLoaded("kernel=kmsg"))
                .extracting(ClassLine::type)
                .noneMatch(type -> type.startsWith("io.github.buddyscope.") && type.contains("$$Lambda"))
                .contains("io.github.buddyscope.source.kernellog.kmsg.KmsgSource")
                .contains("io.github.buddyscope.source.tracefs.TracefsSource");
    }

    /** In their order. */
    private List<ClassLine> classesLoaded(String options) {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xlog:class+load:stdout:tid")
                .agent(options)
                .run(Obedient.class)) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            return ClassLine.loaded(jvm.out());
        }
    }

    private static int indexOf(List<ClassLine> all, String type) {
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " isn't loaded"));
    }
}
