// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAccessTest {
    @TempDir
    private Path directory;

    private FakeJournal journal;

    @BeforeEach
    void journal() throws IOException {
        journal = new FakeJournal(directory);
        Files.writeString(directory.resolve("machine-id"), "3d12\n");
    }

    private Path journalOf(String machine) throws IOException {
        Path file = directory.resolve("log").resolve(machine).resolve("system.journal");
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private void refused(String because, String step) {
        SourceState state = journal.access().probe();

        assertThat(state.source()).isEqualTo("journal");
        assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(state.detail()).contains(because);
        assertThat(state.remedy()).contains(step);
    }

    @Test
    void isGrantedWhereTheJournalHoldsAKernelLine() throws IOException {
        journal.write(journal.old(1, "one"));

        assertThat(journal.access().probe()).isEqualTo(SourceState.ok("journal"));
        assertThat(journal.calls()).singleElement().asString().doesNotContain("--follow");
    }

    @Test
    void namesTheDirectoriesWhereThereIsNoJournal() {
        refused("there is no journal of this machine", "-v /run/log/journal:/run/log/journal:ro");
    }

    @Test
    void namesTheMachineIdWhereTheJournalsAreAnothers() throws IOException {
        journalOf("4e23");

        refused("of another machine id", "-v /etc/machine-id:/etc/machine-id:ro");
    }

    @Test
    void namesTheGroupWhereTheJournalMayNotBeRead() throws IOException {
        Files.setPosixFilePermissions(journalOf("3d12"), PosixFilePermissions.fromString("---------"));
        journal.first("echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1");

        refused("insufficient permissions", "usermod -aG systemd-journal");
    }

    @Test
    void saysWhereJournaldReadsNothingOfTheKernels() throws IOException {
        journalOf("3d12");

        refused("no kernel line of this boot", "ReadKMsg=yes");
    }

    @Test
    void passesOnWhatJournalctlSays() throws IOException {
        journalOf("3d12");
        journal.first("echo \"journalctl: unrecognized option '--boot'\" >&2; exit 1");

        refused("unrecognized option", "");
    }

    @Test
    void doesNotWaitForAnAnswerThatDoesNotCome() throws IOException {
        journal.first("while :; do sleep 0.01; done");

        refused("no answer within 3 s", "");
        await().untilAsserted(() -> assertThat(journal.running()).isEmpty()); // it is killed, and not waited for
    }

    @Test
    void findsNoProgramWhereThereIsNone() throws IOException {
        assertThat(Journalctl.among(List.of(directory.resolve("a"), directory.resolve("machine-id"))))
                .isNull();
        assertThat(Journalctl.among(List.of(directory.resolve("a"), directory.resolve("journalctl"))))
                .isEqualTo(journal.journalctl());
    }

    @Test
    void handsBackOnlyWhatIsACursor() {
        assertThat(Journalctl.isCursor("s=f1a4;i=5df;b=4ab8;m=2e03;t=660e;x=2029"))
                .isTrue();
        for (String none : List.of("", "--help", "s=1 2", "a".repeat(513), "\u0000")) {
            assertThat(Journalctl.isCursor(none)).as(none).isFalse();
        }
        assertThat(Journalctl.isCursor(null)).isFalse();
    }
}
