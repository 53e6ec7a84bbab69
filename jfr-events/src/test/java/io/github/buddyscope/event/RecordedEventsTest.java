// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEventsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void register() {
        Vocabulary.EVENTS.forEach(FlightRecorder::register);
    }

    @AfterEach
    void unregister() {
        Vocabulary.EVENTS.forEach(FlightRecorder::unregister);
    }

    @Test
    void aZoneComesBackWithItsOrdersAndItsShares() throws Exception {
        ZoneSampleEvent zone = new ZoneSampleEvent();
        zone.node = 1;
        zone.zone = "Normal";
        zone.freeBytes = 806L << 20;
        zone.order0 = 67_880;
        zone.order10 = 3;
        zone.higherOrders = 4;
        zone.largestFreeOrder = 10;
        zone.unusableIndex5 = 0.913f;

        RecordedEvent read = recorded(zone);

        assertThat(read.getEventType().getName()).isEqualTo("buddyscope.ZoneSample");
        assertThat(read.getInt("node")).isEqualTo(1);
        assertThat(read.getString("zone")).isEqualTo("Normal");
        assertThat(read.getLong("freeBytes")).isEqualTo(806L << 20);
        assertThat(read.getLong("order0")).isEqualTo(67_880);
        assertThat(read.getLong("order10")).isEqualTo(3);
        assertThat(read.getLong("higherOrders")).isEqualTo(4);
        assertThat(read.getFloat("unusableIndex5")).isEqualTo(0.913f);
        assertThat(read.getStackTrace()).isNull();
    }

    @Test
    void timesOfAFailureAreReadAsTimes() throws Exception {
        KernelFailureEvent failure = new KernelFailureEvent();
        failure.kernelTime = Instant.parse("2025-04-14T07:32:42.500Z").toEpochMilli();
        failure.clockErrorBound = Duration.ofMillis(3).toNanos();
        failure.text = "swapper/0: page allocation failure";

        RecordedEvent read = recorded(failure);

        assertThat(read.getInstant("kernelTime")).isEqualTo(Instant.parse("2025-04-14T07:32:42.500Z"));
        assertThat(read.getDuration("clockErrorBound")).isEqualTo(Duration.ofMillis(3));
        assertThat(read.getString("text")).isEqualTo("swapper/0: page allocation failure");
        assertThat(read.getString("javaThread")).isNull();
    }

    @Test
    void anOffsetBeforeTheFailureStaysNegative() throws Exception {
        VerdictEvent verdict = new VerdictEvent();
        verdict.gcOffset = Duration.ofMillis(-120).toNanos();

        assertThat(recorded(verdict).getDuration("gcOffset")).isEqualTo(Duration.ofMillis(-120));
    }

    @Test
    void anAllocationKnowsItsThreadAndItsStack() throws Exception {
        RecordedEvent read = recorded(new DirectAllocationEvent());

        assertThat(read.getThread().getJavaName())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(read.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getType().getName().equals(RecordedEventsTest.class.getName()));
    }

    private RecordedEvent recorded(Event event) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            event.commit();
            recording.dump(file);
        }
        List<RecordedEvent> ours = RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().startsWith("buddyscope."))
                .toList();
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }
}
