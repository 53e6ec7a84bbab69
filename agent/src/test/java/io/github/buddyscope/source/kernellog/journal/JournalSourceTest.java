// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSourceTest {
    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private FakeJournal journal;
    private JournalSource source;

    @BeforeEach
    void source() throws IOException {
        journal = new FakeJournal(directory);
        source = new JournalSource(journal.access(), new JournalClock(), 5, 1);
    }

    @AfterEach
    void close() {
        source.close();
        await().until(() -> journal.running().isEmpty());
    }

    private void started(String... texts) {
        source.start(sink);
        await().until(() -> sink.texts().equals(List.of(texts)));
    }

    @Test
    void readsTheBacklogAsHistoryAndWhatComesAsLive() throws IOException {
        journal.write(journal.old(1, "one") + journal.old(2, "two"));
        started("one", "two");
        journal.write(journal.fresh(3, "three"));
        await().until(() -> sink.lines.size() == 3);

        assertThat(sink.live()).containsExactly(false, false, true);
        assertThat(sink.lines.stream().map(KernelLine::number)).containsExactly(1L, 2L, 3L);
        assertThat(sink.lines.get(0).kernelMicros()).isEqualTo(2000);
        assertThat(source.linesRead()).isEqualTo(3);
        await().until(() -> source.state().status() == Status.OK);
        assertThat(source.name()).isEqualTo("journal");
    }

    @Test
    void asksForThisBootsKernelLinesWithNothingOfTheServicesEnvironment() throws IOException {
        journal.write(journal.old(1, "one"));
        started("one");

        assertThat(journal.calls().get(0))
                .contains("--follow", "--boot", "--output=json", "_TRANSPORT=kernel")
                .endsWith("+ _TRANSPORT=driver " + Journalctl.MISSED);
        assertThat(journal.environment())
                .contains("LC_ALL=C", "SYSTEMD_COLORS=0")
                .allMatch(each ->
                        each.matches("(LC_ALL|SYSTEMD_COLORS|PWD|_|SHLVL|OLDPWD)=.*")); // the last are the shell's
    }

    @Test
    void believesOnlyWhatCameAsTheKernelsOwn() throws IOException {
        for (String transport : List.of("syslog", "journal", "stdout", "audit", "driver")) {
            journal.write(FakeJournal.entry(1, 1, 2, transport, "java: page allocation failure: order:5"));
        }
        journal.write(journal.old(2, "true"));
        started("true");
    }

    @Test
    void saysIdleWhenItHasReadAllAndOnceMoreAfterASecond() throws IOException {
        journal.write(journal.old(1, "one") + journal.old(2, "two"));
        source.start(sink);
        await().until(() -> sink.idles.get() == 2);

        assertThat(sink.calls).containsExactly("one", "two", "idle", "idle");
    }

    @Test
    void goesOnWhereAChildThatWasKilledLeftOffWithNothingTwiceAndNothingLost() throws IOException {
        int all = 2000;
        source.start(sink);
        for (int i = 0; i < all; i++) {
            journal.write(journal.fresh(i, "line " + i));
            if (i % 400 == 399) {
                int written = i;
                await().until(() -> sink.lines.size() > written - 200);
                journal.kill();
            }
        }
        await().until(() -> sink.lines.size() >= all);

        assertThat(sink.texts())
                .isEqualTo(IntStream.range(0, all).mapToObj(i -> "line " + i).toList());
        assertThat(source.linesLost()).isZero();
        assertThat(sink.reasons).isEmpty();
        assertThat(journal.calls().get(1)).contains("--cursor=s=5e;i=").contains("--no-tail");
    }

    @Test
    void aLineThatAChildLeftHalfIsReadWholeFromTheNext() throws IOException {
        journal.write(journal.old(1, "one"));
        String two = journal.old(2, "two");
        journal.write(two.substring(0, 50));
        started("one");
        journal.kill();
        await().until(() -> journal.calls().size() > 1);
        journal.write(two.substring(50));
        await().until(() -> sink.texts().equals(List.of("one", "two")));

        assertThat(source.linesLost()).isZero();
    }

    @Test
    void saysThatSomethingMayBeLostWhereTheJournalHasForgottenTheEntry() throws IOException {
        journal.write(journal.old(1, "one"));
        started("one");
        journal.replace(journal.fresh(5, "five"));
        journal.kill();
        await().until(() -> sink.texts().equals(List.of("one", "five")));

        assertThat(sink.calls).containsSubsequence("one", "lost 0", "five");
        assertThat(sink.reasons).singleElement().asString().contains("no longer holds");
    }

    @Test
    void beginsAnewWithoutRepetitionWhereJournalctlFailsOnTheCursor() throws IOException {
        journal.write(journal.old(1, "one"));
        started("one");
        journal.first("case \"$*\" in *--cursor*) echo 'Failed to seek to cursor' >&2; exit 1;; esac");
        journal.write(journal.fresh(2, "two"));
        await().until(() -> sink.lines.size() == 2);
        journal.kill();
        await().until(() -> journal.calls().size() > 4);
        journal.write(journal.fresh(3, "three"));
        await().until(() -> sink.lines.size() == 3);

        assertThat(sink.texts()).containsExactly("one", "two", "three");
        assertThat(source.linesLost()).isZero();
        assertThat(journal.calls().get(1)).contains("--cursor");
        assertThat(journal.calls().get(4)).doesNotContain("--cursor");
    }

    @Test
    void skipsWhatAJournaldThatLostItsPlaceTookFromTheRingAgain() throws IOException {
        journal.write(FakeJournal.entry(1, 100_000, 100_100, "kernel", "one")
                + FakeJournal.entry(2, 200_000, 200_100, "kernel", "two")
                + FakeJournal.entry(3, 300_000, 300_100, "kernel", "two")
                + FakeJournal.entry(4, 100_000, 900_100, "kernel", "one")
                + FakeJournal.entry(5, 200_000, 900_200, "kernel", "two")
                + FakeJournal.entry(6, 300_000, 900_300, "kernel", "two")
                + FakeJournal.entry(7, 950_000, 950_100, "kernel", "three"));
        started("one", "two", "two", "three");
    }

    @Test
    void countsWhatJournaldMissedItself() throws IOException {
        journal.write(FakeJournal.entry(1, 1, 2, "driver", "Missed 900 kernel messages") + journal.old(2, "one"));
        started("one");
        String missed = journal.fresh(3, "Missed 12 kernel messages");
        journal.write(missed.replace("\"_TRANSPORT\":\"kernel\"", "\"_TRANSPORT\":\"driver\""));
        await().until(() -> source.linesLost() > 0);

        assertThat(source.linesLost())
                .as("but not what it missed before we came")
                .isEqualTo(12);
        assertThat(sink.texts()).containsExactly("one");
    }

    @Test
    void countsGarbageAndGoesOn() throws IOException {
        journal.write("-- Journal begins at Fri 2025-01-03 --\n\n{\"MESSAGE\":\"cut off\n{}\n\0\u0001\n"
                + journal.old(1, "one") + "{\"" + "x".repeat(100_000) + "\n" + journal.old(2, "two"));
        started("one", "two");

        assertThat(source.linesLost()).isEqualTo(3);
        await().until(() -> source.state().detail().equals("3 entries can't be read"));
        assertThat(source.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void saysWhatAChildThatExitsComplainedOfAndTriesAgain() throws IOException {
        journal.first("echo 'No space for \033[31mthis' >&2; exit 3");
        journal.write(journal.old(1, "one"));
        source.start(sink);
        await().until(() -> journal.calls().size() > 2);
        await().until(() -> source.state().status() == Status.UNAVAILABLE);
        journal.first("");
        await().until(() -> sink.texts().equals(List.of("one")));
        journal.first("echo 'Out of\033[31m luck' >&2; exit 3");
        journal.kill();
        await().until(() -> source.state().detail().contains("status 3"));

        assertThat(source.state().detail()).contains("luck").doesNotContain("\033");
        assertThat(source.state().status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void triesEverMoreSlowlyUpToAMinute() {
        assertThat(IntStream.of(0, 1, 2, 5, 6, 100).mapToLong(fruitless -> JournalSource.pause(1000, fruitless)))
                .containsExactly(1000L, 2000L, 4000L, 32_000L, 60_000L, 60_000L);
    }

    @Test
    void isNotHeldUpByAChildThatComplainsWithoutEnd() throws IOException {
        journal.first("i=0; while [ $i -lt 20000 ]; do echo 'a complaint of no consequence' >&2; i=$((i+1)); done");
        journal.write(journal.old(1, "one"));
        started("one");

        await().until(() -> source.state().detail().contains("a complaint"));
        assertThat(source.state().detail()).hasSizeLessThan(600);
    }

    @Test
    void endsAChildThatHangsAndHeedsNoSignal() throws IOException {
        journal.first("trap '' TERM HUP PIPE; while :; do sleep 0.01; done");
        source.start(sink);
        await().until(() -> !journal.running().isEmpty());
        source.close();

        await().until(() -> journal.running().isEmpty());
    }

    @Test
    void aFloodIsReadInBoundsAndEndsWithTheSource() throws IOException {
        journal.first("exec yes '{\"MESSAGE\":'");
        source.start(new RecordingSink() {
            @Override
            public void lost(long lines, String why) {} // without keeping them
        });
        await().until(() -> source.linesLost() > 100_000);
        source.close();

        assertThat(source.state().detail()).hasSizeLessThan(600);
        await().until(() -> journal.running().isEmpty());
    }

    @Test
    void aLineWithoutEndTakesNoMemory() throws IOException {
        journal.first("exec cat /dev/zero");
        source.start(sink);
        await().until(() -> !journal.running().isEmpty());
        source.close();
        assertThat(sink.lines).isEmpty();
    }

    @Test
    void saysWhatToDoWithoutJournalctl() {
        source.close();
        source = new JournalSource(new JournalAccess(null, List.of(directory), directory), new JournalClock(), 5, 1);
        source.start(sink);
        await().until(() -> source.state().status() == Status.UNAVAILABLE);

        assertThat(source.state().remedy()).contains("-v /run/log/journal");
    }

    @Test
    void saysThatItCantBeStartedAndGoesOnTrying() throws IOException {
        Journalctl gone = new Journalctl(List.of(directory.resolve("gone").toString()));
        source.close();
        source = new JournalSource(new JournalAccess(gone, List.of(directory), directory), new JournalClock(), 5, 1);
        source.start(sink);
        await().until(() -> source.state().detail().contains("can't be started"));
        journal.write(journal.old(1, "one"));
        java.nio.file.Files.createSymbolicLink(directory.resolve("gone"), directory.resolve("journalctl"));

        await().until(() -> sink.texts().equals(List.of("one")));
    }

    @Test
    void outlivesASinkThatThrowsAndAnInterruptThatIsNotItsOwn() throws IOException {
        journal.write(journal.old(1, "one") + journal.old(2, "two"));
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                Thread.currentThread().interrupt();
                throw new IllegalStateException(line.text());
            }
        });
        await().until(() -> sink.lines.size() == 2);
        journal.write(journal.fresh(3, "three"));
        await().until(() -> sink.lines.size() == 3);

        assertThat(source.state().detail()).contains("IllegalStateException").doesNotContain("three");
    }

    @Test
    void canBeClosedByItsOwnSinkAndBeforeItWasStarted() throws IOException {
        new JournalSource(journal.access()).close();
        journal.write(journal.old(1, "one") + journal.old(2, "two"));
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                source.close();
            }
        });
        await().until(() -> !sink.lines.isEmpty());
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("buddyscope-journal")));
    }
}
