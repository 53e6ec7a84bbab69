// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.jvm.JvmDoctor;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void saysOfEverySourceWhatItIsGoodFor() {
        assertThat(doctor()).isZero();

        assertThat(text())
                .contains("buddyinfo: free blocks by order", "zoneinfo: watermarks", "the failures themselves");
    }

    @Test
    void ofTheKernelLogsTheFirstThatCanBeReadIsTaken() {
        assertThat(logs(Status.UNAVAILABLE, Status.OK, Status.OK))
                .containsExactly(
                        "kernel log (log 0): another way to the failures",
                        "kernel log (log 1): the failures themselves, taken by kernel=auto",
                        "kernel log (log 2): another way to the failures");
    }

    @Test
    void whereNoKernelLogCanBeReadNoneIsCalledAnotherWayToWhatNobodyHas() {
        assertThat(logs(Status.UNAVAILABLE, Status.UNAVAILABLE))
                .containsExactly(
                        "kernel log (log 0): the failures themselves, for which one log is enough",
                        "kernel log (log 1): the same from another log");
    }

    private static List<String> logs(Status... statuses) {
        List<SourceState> logs = new ArrayList<>();
        for (Status status : statuses) {
            logs.add(new SourceState("log " + logs.size(), status, "", ""));
        }
        List<SourceState> named = new ArrayList<>();
        DoctorCommand.kernelLogs(logs, named);
        return named.stream().map(SourceState::source).toList();
    }

    @Test
    void aJvmThatCanBeAttachedToIsToldHow() {
        String pid = Long.toString(ProcessHandle.current().pid());

        SourceState agent = JvmDoctor.examine(pid).get(1);

        assertThat(agent.source()).isEqualTo("agent");
        assertThat(agent.remedy()).isEqualTo("java -jar buddyscope.jar attach " + pid);
    }

    @Test
    void noProcessThatCantBeAttachedToIsToldToAttach() throws Exception {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        try {
            List<SourceState> states = JvmDoctor.examine(Long.toString(sleeping.pid()));

            assertThat(states.get(0).status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(states.get(0).remedy()).contains("-javaagent");
            assertThat(states.get(1).status()).isEqualTo(Status.OFF);
            assertThat(states.get(1).remedy()).isEmpty();
        } finally {
            sleeping.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private int doctor(String... arguments) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return DoctorCommand.run(List.of(arguments), print, print);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
