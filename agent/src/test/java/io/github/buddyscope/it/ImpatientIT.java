// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.github.buddyscope.it.service.HangingListener;
import io.github.buddyscope.it.service.Leaves;
import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts and stops that don't wait for each other. */
@ParameterizedClass
@MethodSource("jdks")
class ImpatientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    ImpatientIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void changesAskedForAtOnceAreMadeInTheirOrder() throws Exception {
        try (ForkedJvm service = service()) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
            for (String argument : List.of("", "direct=off", ":detach", "", "period=100ms", ":detach")) {
                machine.loadAgent(ForkedJvm.AGENT.toString(), argument);
            }
            machine.detach();

            awaitAnswer(service, "property", "null");
            awaitAnswer(service, "threads", "[]"); // the one that told the state ends right after it
            service.say("mbeans").awaitOut("mbeans: 0\n");
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void aDetachWhileItStartsTakesItOut() {
        try (ForkedJvm service =
                ForkedJvm.of(jdk).flags(quiet()).agent("").run(Obedient.class).awaitOut("ready")) {
            Ran detached = Ran.command(jdk, "detach", Long.toString(service.pid()));

            assertThat(detached.exit()).as(detached.toString()).isZero();
            assertThat(detached.out()).isEqualTo("Buddyscope is out of JVM " + service.pid() + "\n");
            service.say("threads").awaitOut("threads: []\n");
            service.say("property").awaitOut("property: null\n");
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void twoThatAttachAtTheSameTimeGetOneAgentWithTheOptionsOfBoth() throws Exception {
        try (ForkedJvm service = service()) {
            String pid = Long.toString(service.pid());
            try (ForkedJvm one = ForkedJvm.of(jdk).command("attach", pid, "period=200ms");
                    ForkedJvm other = ForkedJvm.of(jdk).command("attach", pid, "window=700ms")) {
                assertThat(one.exitCode()).as(one.toString()).isZero();
                assertThat(other.exitCode()).as(other.toString()).isZero();
            }
            service.say("threads").awaitOut("threads: ");
            assertThat(service.out()).containsPattern("threads: \\[buddyscope(, buddyscope-[a-z]+)*]");
            try (RemoteMBeans mbeans = RemoteMBeans.of(service)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
                assertThat(mbeans.get("Agent", "Options").toString()).contains("200ms", "700ms");
            }
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void stopsByItsOwnMBeanWhichAnswers() throws Exception {
        try (ForkedJvm service = ForkedJvm.of(jdk).agent("").run(Obedient.class).awaitOut("ready")) {
            awaitAnswer(service, "property", "running");
            try (RemoteMBeans mbeans = RemoteMBeans.of(service)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));

                assertThat(mbeans.invoke("Agent", "stop")).isNull();

                await().atMost(PATIENCE).until(() -> mbeans.names().isEmpty());
            }
            awaitAnswer(service, "property", "null");
            awaitAnswer(service, "threads", "[]");
            service.say("hooked").awaitOut("hooked: false told=false");
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void goesWhileAListenerHangsAndSaysWhatIsLeft() throws IOException {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm service = ForkedJvm.of(jdk)
                .flags(quiet())
                .agent("kernel=file:" + log)
                .run(HangingListener.class)
                .awaitOut("listening")) {
            await().atMost(PATIENCE).until(() -> {
                Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
                return service.out().contains("hanging");
            });

            Ran detached = Ran.command(jdk, "detach", Long.toString(service.pid()));

            assertThat(detached.exit()).as(detached.toString()).isZero();
            assertThat(detached.out()).isEqualTo("Buddyscope is out of JVM " + service.pid() + "\n");
            assertThat(detached.err()).contains("buddyscope-noti");
            service.closeInput();
            assertThat(service.exitCode()).isZero();
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void aServiceThatLeavesAtOnceLeavesWithItsOwnCodeAndWords() {
        assertThat(leave("exit")).isEqualTo(new Ran(7, "", ""));
        assertThat(leave("halt")).isEqualTo(new Ran(8, "", ""));
        Ran thrown = leave("throw");
        assertThat(thrown.exit()).isEqualTo(1);
        assertThat(thrown.err()).startsWith("Exception in thread \"main\" ").doesNotContain("buddyscope:");
    }

    @Test
    void anAttachmentToAServiceThatIsEndingHarmsNeither() throws Exception {
        try (ForkedJvm service = ForkedJvm.of(jdk).flags(quiet()).run(Leaves.class, "slowly")) {
            service.awaitOut("leaving");
            VirtualMachine machine = VirtualMachine.attach(Long.toString(service.pid()));
            machine.loadAgent(ForkedJvm.AGENT.toString(), "");
            machine.detach();
            service.closeInput();
            assertThat(service.exitCode()).isEqualTo(9);
            assertThat(service.err()).isEmpty();
        }
    }

    private Ran leave(String how) {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("").run(Leaves.class, how)) {
            return new Ran(jvm.exitCode(), jvm.out(), jvm.err());
        }
    }

    private ForkedJvm service() {
        ForkedJvm service = ForkedJvm.of(jdk).flags(quiet()).run(Obedient.class).awaitOut("ready");
        service.say("mbeans").awaitOut("mbeans: 0\n");
        return service;
    }

    /** So that the JVM doesn't warn of attachments. */
    private static String[] quiet() {
        return new String[] {"-XX:+EnableDynamicAgentLoading"};
    }

    private static void awaitAnswer(ForkedJvm service, String word, String answer) {
        await().atMost(PATIENCE).until(() -> {
            service.forgetOut().say(word).awaitOut(word + ": ").awaitOut("\n");
            return service.out().equals(word + ": " + answer + "\n");
        });
    }
}
