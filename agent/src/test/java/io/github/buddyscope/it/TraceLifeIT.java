// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Leaves;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's instance in this host's tracefs comes, goes, and leaves everything else as it was. */
@ParameterizedClass
@MethodSource("jdks")
@Tag("takes-the-host")
class TraceLifeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;
    private Map<String, String> before;

    TraceLifeIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void onlyWhereTracefsIsOpen() {
        Assumptions.assumeTrue(
                Files.isWritable(Tracing.ROOT.resolve("instances")), "no tracefs that could be written to");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "tracefs is root's");
        before = Tracing.settings();
    }

    @AfterEach
    void nothingElseHasChanged() {
        assertThat(Tracing.settings()).isEqualTo(before);
    }

    private ForkedJvm traced(String options) {
        ForkedJvm jvm = ForkedJvm.of(jdk).agent(options).run(Obedient.class).awaitOut("ready");
        AgentLifeIT.awaitRunning(jvm);
        return jvm;
    }

    private static void awaitInstance(ForkedJvm jvm) {
        Path last = Tracing.instance(jvm.pid()).resolve("events/kmem/mm_page_alloc/enable");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Files.readString(last).startsWith("1"));
    }

    @Test
    void comesWithTheAgentAndGoesWithTheJvm() throws IOException {
        try (ForkedJvm jvm = traced("trace=on")) {
            awaitInstance(jvm);
            Path instance = Tracing.instance(jvm.pid());
            assertThat(Tracing.text(instance.resolve("trace_clock"))).contains("[mono]");
            assertThat(Tracing.text(instance.resolve("events/kmem/mm_page_alloc/filter")))
                    .startsWith("order >= 1 && p");
            assertThat(Tracing.text(instance.resolve("set_event_pid"))).isEmpty();

            assertThat(jvm.closeInput().exitCode()).isZero();

            assertThat(instance).doesNotExist();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void goesWhenTheServiceCallsExit() throws IOException {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("trace=on").run(Leaves.class, "exit")) {
            long pid = jvm.pid();
            jvm.exitCode();
            assertThat(Tracing.instance(pid)).doesNotExist();
        }
    }

    @Test
    void goesWithADetachAndTheServiceGoesOn() throws IOException {
        try (ForkedJvm jvm = traced("trace=on")) {
            awaitInstance(jvm);
            try (ForkedJvm command = ForkedJvm.of(jdk).command("detach", Long.toString(jvm.pid()))) {
                assertThat(command.exitCode()).as(command.toString()).isZero();
            }
            assertThat(Tracing.instance(jvm.pid())).doesNotExist();
            jvm.forgetOut().say("threads").awaitOut("threads: []");
        }
    }

    @Test
    void whatAKilledJvmLeftIsRemovedByTheNext() throws Exception {
        try (ForkedJvm jvm = traced("trace=on")) {
            awaitInstance(jvm);
            new ProcessBuilder("kill", "-9", Long.toString(jvm.pid())).start().waitFor();
            jvm.exitCode();
            assertThat(Tracing.instance(jvm.pid())).exists();
            try (ForkedJvm next = traced("trace=on")) {
                awaitInstance(next);
                assertThat(Tracing.instance(jvm.pid())).doesNotExist();
            }
        }
    }

    @Test
    void twoLiveSideBySideAndLeaveEachOtherAlone() throws IOException {
        try (ForkedJvm one = traced("trace=on")) {
            awaitInstance(one);
            try (ForkedJvm two = traced("trace=jvm")) {
                awaitInstance(two);
                assertThat(Tracing.instance(one.pid())).exists();
                two.closeInput().exitCode();
            }
            assertThat(Tracing.instance(one.pid())).exists();
            one.closeInput().exitCode();
            assertThat(Tracing.instance(one.pid())).doesNotExist();
        }
    }

    /** Its name tells nothing then: the process of that id lives and is another. */
    @Test
    void whatWasLeftByAnIdThatIsInUseAgainIsRemovedToo() throws IOException {
        Path left = Tracing.instance(ProcessHandle.current().pid());
        Files.createDirectory(left);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        try (ForkedJvm jvm = traced("trace=on")) {
            awaitInstance(jvm);
            assertThat(left).doesNotExist();
        } finally {
            Files.deleteIfExists(left);
        }
    }

    @Test
    void instancesOfOthersAreNoneOfOurs() throws IOException {
        Path other = Tracing.ROOT.resolve("instances/buddyscope-test-of-life");
        Files.createDirectory(other);
        try (ForkedJvm jvm = traced("trace=on")) {
            awaitInstance(jvm);
            assertThat(other).exists();
        } finally {
            Files.deleteIfExists(other);
        }
    }

    @Test
    void itsOwnThreadsAloneAreTracedWhereItIsTold() throws IOException {
        try (ForkedJvm jvm = traced("trace=jvm")) {
            awaitInstance(jvm);
            Path instance = Tracing.instance(jvm.pid());
            assertThat(Tracing.text(instance.resolve("options/event-fork"))).startsWith("1");
            try (Stream<Path> tasks = Files.list(Path.of("/proc/" + jvm.pid() + "/task"))) {
                // whatever has been started since is in the list by the kernel's own doing
                assertThat(Tracing.text(instance.resolve("set_event_pid"))
                                .lines()
                                .toList())
                        .containsAll(
                                tasks.map(task -> task.getFileName().toString()).toList())
                        .doesNotContain(Long.toString(ProcessHandle.current().pid()));
            }
        }
    }

    @Test
    void nothingIsMadeWhereTheTraceIsOff() throws IOException {
        try (ForkedJvm jvm = traced("trace=off")) {
            assertThat(Tracing.instance(jvm.pid())).doesNotExist();
        }
    }
}
