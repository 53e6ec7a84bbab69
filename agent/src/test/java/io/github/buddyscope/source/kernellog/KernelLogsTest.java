// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import io.github.buddyscope.source.kernellog.file.LineParser;
import io.github.buddyscope.source.kernellog.journal.FakeJournal;
import io.github.buddyscope.source.kernellog.journal.JournalAccess;
import io.github.buddyscope.source.kernellog.journal.JournalSource;
import io.github.buddyscope.source.kernellog.kmsg.KmsgSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLogsTest {
    private static final LineParser PARSER =
            (number, line) -> List.of(new KernelLine(number, line, null, null, null, null));

    private static final JournalAccess NONE = new JournalAccess(null, List.of(), Path.of("machine-id"));

    @TempDir
    private Path directory;

    @Test
    void choosesWhatTheOptionNames() {
        assertThat(KernelLogs.of("kmsg", PARSER)).isInstanceOf(KmsgSource.class);
        assertThat(KernelLogs.of("journal", PARSER)).isInstanceOf(JournalSource.class);
        assertThat(KernelLogs.of("file:/var/log/kern.log", PARSER).name()).isEqualTo("file:/var/log/kern.log");
        assertThat(KernelLogs.of("file:/var/log/kern.log", PARSER).state().status())
                .as("not opened yet, which is no trouble")
                .isEqualTo(Status.OFF);
        assertThat(KernelLogs.of("none", PARSER).state().status()).isEqualTo(Status.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "kmesg", "file:\0"})
    void answersAValueThatIsNoneWithWhatIsAllowed(String option) {
        try (KernelLogSource source = KernelLogs.of(option, PARSER)) {
            source.start(new RecordingSink());

            assertThat(source.state().status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(source.state().remedy()).contains("file:PATH");
        }
    }

    @Test
    void autoPrefersTheDevice() throws Exception {
        Path device = Files.createFile(directory.resolve("kmsg"));

        assertThat(KernelLogs.auto(device, NONE, List.of(), PARSER)).isInstanceOf(KmsgSource.class);
    }

    @Test
    void autoTakesTheJournalWhereTheDeviceIsRefusedAndSaysWhatWouldGrantTheDevice() throws Exception {
        FakeJournal journal = new FakeJournal(directory);
        journal.write(journal.old(1, "one"));
        Path file = Files.writeString(directory.resolve("syslog"), "two\n");
        RecordingSink sink = new RecordingSink();
        try (KernelLogSource source =
                KernelLogs.auto(directory.resolve("kmsg"), journal.access(), List.of(file), PARSER)) {
            source.start(sink);
            await().until(() -> sink.texts().equals(List.of("one")));
            await().until(() -> source.state().status() == Status.OK);

            assertThat(source.name()).isEqualTo("journal");
            assertThat(source.state().detail()).contains("kmsg does not exist");
            assertThat(source.state().remedy()).contains("--device /dev/kmsg");
        }
    }

    @Test
    void autoTakesAFileWhereTheJournalHoldsNothingOfTheKernels() throws Exception {
        FakeJournal journal = new FakeJournal(directory);
        Path file = Files.writeString(directory.resolve("syslog"), "two\n");
        try (KernelLogSource source =
                KernelLogs.auto(directory.resolve("kmsg"), journal.access(), List.of(file), PARSER)) {
            assertThat(source.name()).isEqualTo("file:" + file);
            assertThat(source.state().detail()).contains("there is no journal of this machine");
        }
    }

    @Test
    void autoTakesTheFirstFileThatCanBeReadAndSaysWhatWasRefused() throws Exception {
        Path missing = directory.resolve("kern.log");
        Path wrong = Files.createDirectory(directory.resolve("messages"));
        Path file = Files.writeString(directory.resolve("syslog"), "one\n");
        RecordingSink sink = new RecordingSink();
        try (KernelLogSource source =
                KernelLogs.auto(directory.resolve("kmsg"), NONE, List.of(missing, wrong, file), PARSER)) {
            source.start(sink);
            await().until(() -> sink.texts().equals(List.of("one")));

            assertThat(source.name()).isEqualTo("file:" + file);
            assertThat(source.state().status()).isEqualTo(Status.OK);
            assertThat(source.state().detail())
                    .contains("kmsg does not exist")
                    .contains("there is no journalctl")
                    .contains(missing + " does not exist")
                    .contains(wrong + " is a directory");
            assertThat(source.state().remedy()).contains("--device /dev/kmsg");
        }
    }

    @Test
    void autoWaitsForTheDeviceWhereThereIsNothingElse() {
        try (KernelLogSource source =
                KernelLogs.auto(directory.resolve("kmsg"), NONE, List.of(directory.resolve("kern.log")), PARSER)) {
            source.start(new RecordingSink());
            await().until(() -> source.state().detail().contains("kmsg does not exist"));

            assertThat(source.name()).isEqualTo("kmsg");
            assertThat(source.state().status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(source.state().detail()).contains("kern.log does not exist");
        }
    }
}
