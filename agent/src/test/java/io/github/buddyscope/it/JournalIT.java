// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Obedient;
import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import io.github.buddyscope.source.kernellog.journal.FakeJournal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kernel=journal} in a service whose journalctl is a script, put over the real one in a mount namespace. */
@ParameterizedClass
@MethodSource("jdks")
class JournalIT {
    private static final Path JOURNALCTL = Path.of("/usr/bin/journalctl");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    private FakeJournal journal;
    private List<String> covered;

    JournalIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void cover() throws Exception {
        assumeTrue(Files.exists(JOURNALCTL), "there is no journalctl to put the script over");
        journal = new FakeJournal(directory);
        Path wrapper = Files.writeString(
                directory.resolve("wrapper"), "#!/bin/sh\nexec " + directory.resolve("journalctl") + " \"$@\"\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        String user = System.getProperty("user.name").equals("root") ? "-m" : "-rm";
        String mount = "mount --bind " + wrapper + " " + JOURNALCTL + " && exec \"$@\"";
        covered = List.of("unshare", user, "sh", "-c", mount, "sh");
        Process trial = new ProcessBuilder(
                        Stream.concat(covered.stream(), Stream.of("true")).toList())
                .start();
        assumeTrue(
                trial.waitFor(20, TimeUnit.SECONDS) && trial.exitValue() == 0,
                "can't mount in a namespace of one's own");
    }

    private ForkedJvm service(String... flags) {
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .under(covered.toArray(new String[0]))
                .flags("-XX:+EnableDynamicAgentLoading")
                .flags(flags)
                .agent("period=100ms,window=100ms,kernel=journal")
                .run(Obedient.class)
                .awaitOut("ready");
        AgentLifeIT.awaitRunning(jvm);
        await().atMost(PATIENCE).until(() -> !journal.running().isEmpty());
        return jvm;
    }

    /** A whole report, an entry a record, as of now. */
    private String report() throws Exception {
        StringBuilder entries = new StringBuilder();
        try (InputStream records = JournalIT.class.getResourceAsStream("/corpus/kmsg-x86-6.18-order7.kmsg")) {
            int number = 100;
            for (String line : new String(records.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                KmsgRecord record = KmsgRecord.parse(line.getBytes(StandardCharsets.UTF_8), line.length());
                if (record != null && record.fromKernel()) {
                    String message = record.text()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n");
                    entries.append(journal.fresh(number++, message));
                }
            }
        }
        return entries.toString();
    }

    @Test
    void aFailureInTheJournalShowsOverJmx() throws Exception {
        journal.write(journal.fresh(1, "Linux version 6.18.44"));
        try (ForkedJvm jvm = service();
                RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
            await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=KernelFailures"));
            List<Notification> failures = mbeans.listen("KernelFailures");
            journal.write(report());
            await().atMost(PATIENCE).until(() -> !failures.isEmpty());

            CompositeData last = (CompositeData) mbeans.get("KernelFailures", "Last");
            assertThat(last.get("Order")).isEqualTo(7);
            assertThat(last.get("Source")).isEqualTo("journal");
            assertThat(sources(mbeans)).contains("journal").contains("OK");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void thatNothingIsInTheJournalIsNoSlowInputOfTheServices() throws Exception {
        journal.write(journal.fresh(1, "Linux version 6.18.44"));
        try (ForkedJvm jvm = service(Recorded.flags());
                RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
            await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
            await().atMost(PATIENCE).until(() -> sources(mbeans).contains("journal"));
            long begin = System.nanoTime();
            int events = healths(jvm);
            await().atMost(PATIENCE).until(() -> healths(jvm) >= events + 20);
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);

            await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=KernelFailures"));
            List<Notification> failures = mbeans.listen("KernelFailures");
            journal.write(report());
            await().atMost(PATIENCE).until(() -> !failures.isEmpty());

            assertThat(Recorded.inputOfOurs(jdk, jvm, directory, waited.dividedBy(2)))
                    .isEmpty();
            assertThat(jvm.err()).isEmpty();
        }
    }

    private int healths(ForkedJvm jvm) {
        return Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth").size();
    }

    private static String sources(RemoteMBeans mbeans) throws Exception {
        return ((Map<?, ?>) mbeans.get("Agent", "Sources")).values().toString();
    }

    @Test
    void theServiceEndsWhenItWantsToAndNoChildIsLeft() throws Exception {
        try (ForkedJvm jvm = service()) {
            jvm.closeInput();

            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
            await().atMost(PATIENCE).until(() -> journal.running().isEmpty());
        }
    }

    @Test
    void noChildOutlivesAServiceThatIsKilled() throws Exception {
        try (ForkedJvm jvm = service()) {
            assertThat(ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly())
                    .isTrue();

            await().atMost(PATIENCE).until(() -> journal.running().isEmpty());
        }
    }

    @Test
    void aDetachTakesTheChildOutToo() throws Exception {
        try (ForkedJvm jvm = service()) {
            assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).exit())
                    .isZero();

            await().atMost(PATIENCE).until(() -> journal.running().isEmpty());
            jvm.forgetOut().say("threads").awaitOut("threads: []\n");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }
}
