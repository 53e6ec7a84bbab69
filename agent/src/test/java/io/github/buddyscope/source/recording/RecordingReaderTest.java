// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.event.VerdictEvent;
import io.github.buddyscope.publish.report.ReportPage;
import io.github.buddyscope.publish.report.ReportText;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.VerdictRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {
    private static final long KERNEL_TIME = 1_795_400_000_123L;

    @TempDir
    Path folder;

    /** As a first release might have written it. */
    @Name("buddyscope.Verdict")
    @StackTrace(false)
    static final class OldVerdict extends Event {
        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long kernelTime = KERNEL_TIME;

        String cause = "SHORTAGE";
        String summary = "too\u001b little\u202e";
    }

    /** As a later release might write it. */
    @Name("buddyscope.ZoneSample")
    @StackTrace(false)
    static final class LaterZone extends Event {
        int node = 1;
        String zone = "Device";
        long freeBytes = 12_288;
        int largestFreeOrder = 1;
        int orders = 2;
        int order0 = 1;
        int order1 = 1;
        String phaseOfTheMoon = "waxing";
    }

    /** A name of ours with fields of other types. */
    @Name("buddyscope.AllocationStall")
    @StackTrace(false)
    static final class OddStall extends Event {
        String stall = "long";
        String order = "five";
        int inThisJvm = 1;
        String task = "java";

        @Timespan
        long nested = Long.MIN_VALUE;
    }

    @Name("buddyscope.DirectAllocation")
    static final class UnnamedSite extends Event {
        long bytes = 1 << 20;
    }

    /** Other tests in this JVM count the events of these names. */
    @AfterAll
    static void takeTheEventsBack() {
        List.of(OldVerdict.class, LaterZone.class, OddStall.class, UnnamedSite.class)
                .forEach(FlightRecorder::unregister);
    }

    @Test
    void fieldsThatAnOlderReleaseLacksAreNotKnown() throws IOException {
        Recording recording = RecordingReader.read(recorded("old.jfr", new OldVerdict()));

        VerdictRow verdict = recording.verdicts().get(0);
        assertThat(verdict.cause()).isEqualTo("SHORTAGE");
        assertThat(verdict.micros()).isEqualTo(KERNEL_TIME * 1000);
        assertThat(verdict.jvmRole()).isNull();
        assertThat(verdict.trigger()).isNull();
        assertThat(verdict.failures()).isEqualTo(1);
        assertThat(verdict.gcOffsetNanos()).isNull();
        assertThat(verdict.order()).isEqualTo(-1);
        assertThat(verdict.summary()).isEqualTo("too\u241b little\ufffd");
        assertThat(ReportPage.of(recording, "test")).contains("SHORTAGE", "before this recording");
    }

    @Test
    void allThatAVerdictSaysOfThisJvmIsRead() throws IOException {
        FlightRecorder.register(VerdictEvent.class);
        try {
            Recording recording = RecordingReader.read(recorded("stalled.jfr", stalledPause()));

            assertThat(recording.verdicts())
                    .containsExactly(new VerdictRow(
                            KERNEL_TIME * 1000,
                            KERNEL_TIME * 1000,
                            1_000_000,
                            0,
                            "FRAGMENTATION",
                            false,
                            "MEDIUM",
                            "A collection pause was held up by the kernel.",
                            null,
                            "the log could not be read",
                            9,
                            2 << 20,
                            "GC Thread#1",
                            null,
                            5_000_000_000L,
                            "G1 Young Generation",
                            "G1 Evacuation Pause",
                            360_000_000L,
                            0L,
                            280_000_000L,
                            64 << 20,
                            8 << 20,
                            "Node 0 Normal 806 MiB free",
                            "VICTIM",
                            "280 ms of its pause of 360 ms.",
                            "GC Thread#1",
                            281_000_000L,
                            .9375,
                            "5 s before: 2 blocks",
                            "0.5 s after: 90 blocks",
                            500_000_000L,
                            "STALLED_PAUSE",
                            "Five in an hour.",
                            "RISING"));
            assertThat(ReportPage.of(recording, "test"))
                    .contains("A collection pause of 360 ms was held up by the kernel for 280 ms; no request failed.")
                    .contains("none: a held-up pause", "280 ms of its pause of 360 ms.", "more than in 94 % of earlier")
                    .contains("5 s before: 2 blocks", "0.5 s after: 90 blocks", "Five in an hour.");
            assertThat(ReportText.of(recording, Palette.PLAIN, 200))
                    .contains("FRAGMENTATION: A collection pause of 360 ms was held up", "How often: Five in an hour.");
        } finally {
            FlightRecorder.unregister(VerdictEvent.class);
        }
    }

    private static VerdictEvent stalledPause() {
        VerdictEvent event = new VerdictEvent();
        event.kernelTime = KERNEL_TIME;
        event.lastKernelTime = KERNEL_TIME;
        event.clockErrorBound = 1_000_000;
        event.trigger = "STALLED_PAUSE";
        event.cause = "FRAGMENTATION";
        event.confidence = "MEDIUM";
        event.summary = "A collection pause was held up by the kernel.";
        event.doubts = "the log could not be read";
        event.jvmRole = "VICTIM";
        event.roleEvidence = "280 ms of its pause of 360 ms.";
        event.javaThread = "GC Thread#1";
        event.jvmStalled = 281_000_000;
        event.order = 9;
        event.requestedBytes = 2 << 20;
        event.task = "GC Thread#1";
        event.window = 5_000_000_000L;
        event.gcName = "G1 Young Generation";
        event.gcCause = "G1 Evacuation Pause";
        event.gcPause = 360_000_000;
        event.gcStalled = 280_000_000;
        event.directBytes = 64 << 20;
        event.usualDirectBytes = 8 << 20;
        event.directPercentile = .9375f;
        event.zoneState = "Node 0 Normal 806 MiB free";
        event.zonesBefore = "5 s before: 2 blocks";
        event.zonesAfter = "0.5 s after: 90 blocks";
        event.recovery = 500_000_000;
        event.howBad = "Five in an hour.";
        event.trend = "RISING";
        return event;
    }

    @Test
    void fieldsOfALaterReleaseAreLeftOut() throws IOException {
        Recording recording = RecordingReader.read(recorded("later.jfr", new LaterZone()));

        assertThat(recording.host().zones().get(0).name()).isEqualTo("Node 1 Device");
        assertThat(recording.host().pageSize()).isEqualTo(4096);
        assertThat(recording.host().zones().get(0).exhausted(2)).isEqualTo(1);
        assertThat(recording.notes()).isEmpty();
    }

    @Test
    void fieldsOfOtherTypesAreNotKnownEither() throws IOException {
        Recording recording = RecordingReader.read(recorded("odd.jfr", new OddStall(), new UnnamedSite()));

        assertThat(recording.stalls().others().marks().get(0).main().order()).isEqualTo(-1);
        assertThat(recording.jvm().sites().rows()).hasSize(1);
        assertThat(ReportPage.of(recording, "test")).contains("java");
    }

    @Test
    void ofARecordingThatIsCutShortTheWholeChunksAreRead() throws IOException {
        Path file = folder.resolve("chunks.jfr");
        try (jdk.jfr.Recording first = new jdk.jfr.Recording()) {
            first.start();
            new OldVerdict().commit();
            try (jdk.jfr.Recording second = new jdk.jfr.Recording()) {
                second.start(); // begins another chunk
                new LaterZone().commit();
            }
            first.dump(file);
        }
        byte[] bytes = Files.readAllBytes(file);
        int chunk = (int) ByteBuffer.wrap(bytes).getLong(8);
        assertThat(chunk).isLessThan(bytes.length - 200);
        Files.write(file, Arrays.copyOf(bytes, chunk + (bytes.length - chunk) / 2));

        Recording recording = RecordingReader.read(file);

        assertThat(recording.verdicts()).hasSize(1);
        assertThat(recording.notes()).singleElement().asString().contains("cut short", "not in this report");
        Files.write(file, Arrays.copyOf(bytes, chunk / 2));
        assertThatThrownBy(() -> RecordingReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void whateverIsDamagedNothingIsThrownButAnAnswer() throws IOException {
        byte[] whole = Files.readAllBytes(recorded("whole.jfr", new OldVerdict(), new LaterZone(), new OddStall()));
        Random random = new Random(3);
        Path file = folder.resolve("damaged.jfr");
        for (int i = 0; i < 40; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 1 + i; j++) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);
            try {
                ReportPage.of(RecordingReader.read(file), "test");
            } catch (IOException clear) {
                assertThat(clear.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void saysWhatIsNoRecording() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "hello, not a recording");
        Path empty = Files.createFile(folder.resolve("empty.jfr"));
        Path zipped = Files.write(folder.resolve("a.jfr.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});

        assertThatThrownBy(() -> RecordingReader.read(text)).hasMessageContaining("no flight recording");
        assertThatThrownBy(() -> RecordingReader.read(empty)).hasMessageContaining("empty");
        assertThatThrownBy(() -> RecordingReader.read(zipped)).hasMessageContaining("gunzip");
        assertThatThrownBy(() -> RecordingReader.read(folder)).hasMessageContaining("directory");
    }

    private Path recorded(String name, Event... events) throws IOException {
        Path file = folder.resolve(name);
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            recording.start();
            for (Event event : events) {
                event.commit();
            }
            recording.stop();
            recording.dump(file);
        }
        return file;
    }
}
