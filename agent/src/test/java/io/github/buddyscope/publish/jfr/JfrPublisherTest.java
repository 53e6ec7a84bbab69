// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.publish.Wording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrPublisherTest {
    @TempDir
    Path folder;

    private JfrPublisher publisher;

    @BeforeEach
    void open() {
        FlightRecorder.getFlightRecorder();
        publisher = new JfrPublisher();
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void aZoneIsWrittenWithItsMarksAndShares() throws Exception {
        RecordedEvent zone = one("ZoneSample", () -> publisher.host(Findings.latest(Findings.normal(0))));

        assertThat(zone.getInt("node")).isZero();
        assertThat(zone.getString("zone")).isEqualTo("Normal");
        assertThat(zone.getLong("freeBytes")).isEqualTo(831_624L * 1024);
        assertThat(zone.getLong("order0")).isEqualTo(67_880);
        assertThat(zone.getLong("order3")).isEqualTo(1_620);
        assertThat(zone.getLong("order4")).isEqualTo(2);
        assertThat(zone.getInt("orders")).isEqualTo(11);
        assertThat(zone.getInt("largestFreeOrder")).isEqualTo(4);
        assertThat(zone.getLong("minWatermarkBytes")).isEqualTo(257_700L * 1024);
        assertThat(zone.getLong("lowWatermarkBytes")).isEqualTo(322_124L * 1024);
        assertThat(zone.getLong("highWatermarkBytes")).isEqualTo(386_384L * 1024);
        assertThat(zone.getString("state")).isEqualTo("ABOVE_HIGH");
        assertThat(zone.getFloat("unusableIndex5")).isEqualTo(1);
    }

    @Test
    void everyOrderHasItsOwnFieldAndTheRestIsAddedUp() throws Exception {
        ZoneSample zone = Findings.zone(1, "Normal", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);

        RecordedEvent event = one("ZoneSample", () -> publisher.host(Findings.latest(zone)));

        for (int order = 0; order <= 10; order++) {
            assertThat(event.getLong("order" + order)).isEqualTo(order + 1);
        }
        assertThat(event.getLong("higherOrders")).isEqualTo(25);
        assertThat(event.getInt("orders")).isEqualTo(13);
    }

    @Test
    void moreBlocksThanAnIntCanCountStayTheMostThatItCan() throws Exception {
        long many = 3L << 30;
        ZoneSample zone = Findings.zone(0, "Normal", many, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, many, many);

        RecordedEvent event = one("ZoneSample", () -> publisher.host(Findings.latest(zone)));

        assertThat(event.getLong("order0")).isEqualTo(Integer.MAX_VALUE);
        assertThat(event.getLong("higherOrders")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aZoneWithoutMarksHasNoMadeUpOnes() throws Exception {
        ZoneSample normal = Findings.normal(0);

        RecordedEvent event = one(
                "ZoneSample", () -> publisher.host(Findings.latest(new ZoneSample(normal.id(), normal.free(), null))));

        assertThat(event.getLong("minWatermarkBytes")).isEqualTo(-1);
        assertThat(event.getString("state")).isEqualTo("UNKNOWN");
    }

    @Test
    void pressureIsWhatThePeriodAdded() throws Exception {
        RecordedEvent pressure = one("HostPressure", () -> publisher.host(Findings.latest()));

        assertThat(pressure.getDuration("period")).isEqualTo(Duration.ofSeconds(2));
        assertThat(pressure.getLong("allocStall")).isEqualTo(6);
        assertThat(pressure.getLong("compactStall")).isEqualTo(1);
        assertThat(pressure.getLong("oomKill")).isZero();
        assertThat(pressure.getLong("thpFaultFallback")).isEqualTo(-1);
        assertThat(pressure.getFloat("psiSome")).isEqualTo(0.25f);
        assertThat(pressure.getFloat("psiFull")).isEqualTo(0.05f);
    }

    @Test
    void theFirstSampleHasNoPressure() throws Exception {
        HostSample now = Findings.host(Findings.normal(0)).now();

        List<RecordedEvent> events = recorded(() -> publisher.host(Findings.latest(new HostReading(now, null, 4096))));

        assertThat(events).extracting(e -> e.getEventType().getName()).containsExactly("buddyscope.ZoneSample");
    }

    @Test
    void aFailureIsWrittenWhole() throws Exception {
        RecordedEvent failure = one("KernelFailure", () -> publisher.failure(Findings.failure()));

        assertThat(failure.getInstant("kernelTime")).isEqualTo(Findings.TIME);
        assertThat(failure.getDuration("clockErrorBound")).isEqualTo(Duration.ofMillis(3));
        assertThat(failure.getString("kind")).isEqualTo("PAGE_ALLOC_FAILURE");
        assertThat(failure.getInt("order")).isEqualTo(5);
        assertThat(failure.getLong("requestedBytes")).isEqualTo(131_072);
        assertThat(failure.getString("cause")).isEqualTo("FRAGMENTATION");
        assertThat(failure.getString("task")).isEqualTo("kworker/u448:1");
        assertThat(failure.getLong("taskId")).isEqualTo(138_678);
        assertThat(failure.getString("origin")).isEqualTo("i40e");
        assertThat(failure.getString("gfpFlags")).isEqualTo("GFP_KERNEL|__GFP_ZERO");
        assertThat(failure.getString("constraint")).isEqualTo("nodemask=0-1,cpuset=/");
        assertThat(failure.getBoolean("live")).isTrue();
        assertThat(failure.getBoolean("inThisJvm")).isFalse();
        assertThat(failure.getString("javaThread")).isNull();
        assertThat(failure.getInt("suppressed")).isEqualTo(3);
        assertThat(failure.getString("source")).isEqualTo("file:kern.log");
        assertThat(failure.getString("text")).contains("page allocation failure");
    }

    @Test
    void aFailureOfWhichLittleIsKnownIsWrittenToo() throws Exception {
        RecordedEvent failure = one("KernelFailure", () -> publisher.failure(Findings.bareFailure()));

        assertThat(failure.getInt("order")).isEqualTo(-1);
        assertThat(failure.getString("task")).isNull();
        assertThat(failure.getString("gfpFlags")).isNull();
    }

    @Test
    void aVeryLongReportOfAnyCharactersStillFitsAnEvent() throws Exception {
        String text = "\u0000\uD800\u001b[31m☠".repeat(100_000);

        RecordedEvent failure =
                one("KernelFailure", () -> publisher.failure(Findings.failure(5, 131_072, Findings.TIME, text)));

        assertThat(failure.getString("text")).isEqualTo(Wording.cut(text));
    }

    @Test
    void aVerdictIsWrittenWithTheCollectionNearest() throws Exception {
        RecordedEvent verdict = one("Verdict", () -> publisher.verdict(Findings.verdict()));

        assertThat(verdict.getInt("failures")).isEqualTo(4);
        assertThat(verdict.getString("cause")).isEqualTo("FRAGMENTATION");
        assertThat(verdict.getString("confidence")).isEqualTo("HIGH");
        assertThat(verdict.getInstant("lastKernelTime")).isEqualTo(Findings.TIME.plusSeconds(1));
        assertThat(verdict.getDuration("window")).isEqualTo(Duration.ofSeconds(5));
        assertThat(verdict.getString("trigger")).isEqualTo("KERNEL_LOG");
        assertThat(verdict.getString("jvmRole")).isEqualTo("BYSTANDER");
        assertThat(verdict.getString("roleEvidence"))
                .isEqualTo("The task that failed is none of this JVM's known threads. It took nothing.");
        assertThat(verdict.getString("jvmMatch")).isEqualTo("NO");
        assertThat(verdict.getString("javaThread")).isNull();
        assertThat(verdict.getLong("takenBytes")).isEqualTo(3 << 20);
        assertThat(verdict.getLong("hostLostBytes")).isEqualTo(300 << 20);
        assertThat(verdict.getFloat("directPercentile")).isEqualTo(0.95f);
        assertThat(verdict.getInt("directWindows")).isEqualTo(60);
        assertThat(verdict.getString("zonesBefore")).startsWith("5 s before");
        assertThat(verdict.getString("zonesAfter")).startsWith("1 s after");
        assertThat(verdict.getDuration("recovery")).isEqualTo(Duration.ofMillis(500));
        assertThat(verdict.getString("howBad")).startsWith("at least 4 failures");
        assertThat(verdict.getString("trend")).isEqualTo("UNKNOWN");
        assertThat(verdict.getString("gcName")).isEqualTo("G1 Young Generation");
        assertThat(verdict.getString("gcCause")).isEqualTo("G1 Evacuation Pause");
        assertThat(verdict.getDuration("gcPause")).isEqualTo(Duration.ofMillis(30));
        assertThat(verdict.getDuration("gcOffset")).isEqualTo(Duration.ofMillis(-20));
        assertThat(verdict.getDuration("gcOffsetError")).isEqualTo(Duration.ofMillis(4));
        assertThat(verdict.getInt("gcsInWindow")).isEqualTo(2);
        assertThat(verdict.getLong("directBytes")).isEqualTo(64L << 20);
        assertThat(verdict.getLong("usualDirectBytes")).isEqualTo(8L << 20);
        assertThat(verdict.getString("advice")).startsWith("vm.min_free_kbytes: try sysctl");
        assertThat(verdict.getString("doubts")).isEqualTo("The clock of the log is not this JVM's.");
        assertThat(verdict.getString("summary")).startsWith("Fragmentation;");
        assertThat(verdict.getString("zoneState")).startsWith("Node 0 Normal");
    }

    @Test
    void aVerdictWithoutACollectionSaysSo() throws Exception {
        RecordedEvent verdict = one("Verdict", () -> publisher.verdict(Findings.bareVerdict()));

        assertThat(verdict.getString("gcName")).isNull();
        assertThat(verdict.getLong("gcPause")).isEqualTo(Long.MIN_VALUE);
        assertThat(verdict.getLong("gcOffset")).isEqualTo(Long.MIN_VALUE);
        assertThat(verdict.getLong("directBytes")).isEqualTo(-1);
        assertThat(verdict.getString("advice")).isNull();
        assertThat(verdict.getString("zoneState")).isNull();
        assertThat(verdict.getString("jvmRole")).isEqualTo("UNKNOWN");
        assertThat(verdict.getString("jvmMatch")).isEqualTo("UNKNOWN");
        assertThat(verdict.getFloat("directPercentile")).isNaN();
        assertThat(verdict.getLong("takenBytes")).isEqualTo(-1);
        assertThat(verdict.getLong("recovery")).isEqualTo(Long.MIN_VALUE);
        assertThat(verdict.getLong("jvmStalled")).isEqualTo(Long.MIN_VALUE);
        assertThat(verdict.getString("zonesBefore")).isNull();
        assertThat(verdict.getString("howBad")).isNull();
    }

    @Test
    void directActivityIsWritten() throws Exception {
        RecordedEvent direct = one("DirectActivity", () -> publisher.direct(Findings.direct()));

        assertThat(direct.getDuration("period")).isEqualTo(Duration.ofSeconds(2));
        assertThat(direct.getLong("allocations")).isEqualTo(20);
        assertThat(direct.getLong("bytes")).isEqualTo(40L << 20);
        assertThat(direct.getLong("releases")).isEqualTo(5);
        assertThat(direct.getLong("releasedBytes")).isEqualTo(10L << 20);
        assertThat(direct.getLong("largest")).isEqualTo(8L << 20);
        assertThat(direct.getLong("liveBytes")).isEqualTo(100);
        assertThat(direct.getLong("liveCount")).isEqualTo(12);
        assertThat(direct.getLong("poolUsed")).isEqualTo(104);
        assertThat(direct.getLong("poolLimit")).isEqualTo(1L << 30);
        assertThat(direct.getLong("mappedBytes")).isEqualTo(9L << 20);
        assertThat(direct.getLong("mappedCount")).isEqualTo(3);
        assertThat(direct.getLong("nettyBytes")).isEqualTo(24L << 20);
        assertThat(direct.getLong("nettyOutsideBytes")).isEqualTo(16L << 20);
    }

    @Test
    void directActivityHasThePeriodsSizesAndItsTopSite() throws Exception {
        RecordedEvent direct = one("DirectActivity", () -> publisher.direct(Findings.direct()));

        assertThat(direct.getInt("upTo4KiB")).isEqualTo(16);
        assertThat(direct.getInt("upTo64KiB")).isZero();
        assertThat(direct.getInt("upTo1MiB")).isZero();
        assertThat(direct.getInt("upTo16MiB")).isEqualTo(4);
        assertThat(direct.getInt("above16MiB")).isZero();
        assertThat(direct.getString("topSite")).isEqualTo("com.acme.Images.load");
        assertThat(direct.getDouble("topSiteShare")).isEqualTo(0.75);
    }

    @Test
    void theLargestReservationIsUnknownWhereNoneIsWatched() throws Exception {
        RecordedEvent direct = one("DirectActivity", () -> publisher.direct(Findings.poolOnly()));

        assertThat(direct.getLong("bytes")).isEqualTo(-1);
        assertThat(direct.getLong("largest")).isEqualTo(-1);
        assertThat(direct.getInt("upTo4KiB")).isEqualTo(-1);
        assertThat(direct.getString("topSite")).isNull();
        assertThat(direct.getDouble("topSiteShare")).isNaN();
    }

    @Test
    void anAssociationCarriesItsFiguresAndItsSentence() throws Exception {
        RecordedEvent event = one("Association", () -> publisher.association(Findings.association()));

        assertThat(event.getString("activity")).isEqualTo("GC pauses");
        assertThat(event.getInt("episodes")).isEqualTo(20);
        assertThat(event.getInt("coinciding")).isEqualTo(12);
        assertThat(event.getDouble("expected")).isEqualTo(3.5);
        assertThat(event.getDouble("lift")).isEqualTo(12 / 3.5);
        assertThat(event.getDouble("pValue")).isEqualTo(0.002);
        assertThat(event.getFloat("coverage")).isEqualTo(0.175f);
        assertThat(event.getDuration("watched")).isEqualTo(Duration.ofHours(1));
        assertThat(event.getDuration("tolerance")).isEqualTo(Duration.ofMillis(100));
        assertThat(event.getString("sentence")).startsWith("12 of 20 episodes");
    }

    @Test
    void whatCouldNotBeTestedHasNoProbability() throws Exception {
        RecordedEvent event = one("Association", () -> publisher.association(Findings.untested()));

        assertThat(event.getDouble("pValue")).isNaN();
        assertThat(event.getDouble("lift")).isNaN();
    }

    @Test
    void healthNamesTheSourcesAndTheWorstState() throws Exception {
        RecordedEvent health = one("AgentHealth", () -> publisher.health(Findings.health()));

        assertThat(health.getDuration("sampleTime")).isEqualTo(Duration.ofNanos(250_000));
        assertThat(health.getDuration("cpuTime")).isEqualTo(Duration.ofMillis(12));
        assertThat(health.getLong("linesRead")).isEqualTo(345);
        assertThat(health.getLong("linesLost")).isEqualTo(7);
        assertThat(health.getLong("eventsDropped")).isEqualTo(1);
        assertThat(health.getString("state")).isEqualTo("UNAVAILABLE");
        assertThat(health.getString("sources")).contains("kmsg UNAVAILABLE: Operation not permitted");
    }

    @Test
    void anAllocationIsWrittenOnItsOwnThread() throws Exception {
        publisher.tryRegister();
        publisher.directAllocations().tellPoolUsed(() -> 3 << 20);
        Thread service =
                new Thread(() -> publisher.directAllocations().reserved(2 << 20, "com.acme.Images.load"), "service-7");

        RecordedEvent event = one("DirectAllocation", () -> {
            service.start();
            service.join();
        });

        assertThat(event.getThread().getJavaName()).isEqualTo("service-7");
        assertThat(event.getLong("bytes")).isEqualTo(2 << 20);
        assertThat(event.getLong("poolUsed")).as("with this one").isEqualTo(5 << 20);
        assertThat(event.getString("site")).isEqualTo("com.acme.Images.load");
        assertThat(event.getStackTrace().getFrames()).isNotEmpty();
    }

    @Test
    void whatNoRecordingWantsIsNotWritten() throws Exception {
        try (Recording without = new Recording()) {
            without.disable("buddyscope.DirectAllocation");
            without.disable("buddyscope.KernelFailure");
            without.start();
            publisher.tryRegister();
            publisher.directAllocations().tellPoolUsed(() -> {
                throw new AssertionError("nobody wants to know");
            });
            publisher.directAllocations().reserved(1, null);
            publisher.failure(Findings.failure());
            publisher.direct(Findings.direct());

            assertThat(eventsOf(without))
                    .extracting(e -> e.getEventType().getName())
                    .containsExactly("buddyscope.DirectActivity");
        }
    }

    @Test
    void aSecondRecordingGetsWhatComesAfterItsStart() throws Exception {
        RecordedEvent first = one("KernelFailure", () -> publisher.failure(Findings.failure(3, 32_768, Findings.TIME)));
        publisher.failure(Findings.failure(4, 65_536, Findings.TIME));
        RecordedEvent second =
                one("KernelFailure", () -> publisher.failure(Findings.failure(5, 131_072, Findings.TIME)));

        assertThat(first.getInt("order")).isEqualTo(3);
        assertThat(second.getInt("order")).isEqualTo(5);
    }

    @Test
    void closingTakesTheEventsBackAndLosesNothingThatWasWritten() throws Exception {
        RecordedEvent failure = one("KernelFailure", () -> {
            publisher.failure(Findings.failure());
            publisher.close();
            publisher.failure(Findings.failure());
            publisher.directAllocations().reserved(1, null);
        });

        assertThat(failure.getInt("order")).isEqualTo(5);
        assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
                .noneMatch(type -> type.getName().startsWith("buddyscope."));
        assertThat(publisher.state().status()).isEqualTo(Status.OFF);
    }

    @Test
    void aSecondAgentAfterTheFirstRegistersThemAgain() throws Exception {
        publisher.tryRegister();
        publisher.close();
        publisher = new JfrPublisher();

        RecordedEvent failure = one("KernelFailure", () -> publisher.failure(Findings.failure()));

        assertThat(failure.getInt("order")).isEqualTo(5);
        assertThat(publisher.state().status()).isEqualTo(Status.OK);
    }

    private interface Work {
        void run() throws Exception;
    }

    private RecordedEvent one(String name, Work work) throws Exception {
        List<RecordedEvent> events = recorded(work).stream()
                .filter(e -> e.getEventType().getName().equals("buddyscope." + name))
                .toList();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private List<RecordedEvent> recorded(Work work) throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            work.run();
            return eventsOf(recording);
        }
    }

    private List<RecordedEvent> eventsOf(Recording recording) throws Exception {
        Path file = folder.resolve("events.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().startsWith("buddyscope."))
                .toList();
    }
}
