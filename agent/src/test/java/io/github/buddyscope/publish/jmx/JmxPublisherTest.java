// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.HostReading;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JmxPublisherTest {
    private static final String NORMAL = "buddyscope:type=Zone,node=0,zone=Normal";

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ScriptedControl control = new ScriptedControl();
    private JmxPublisher publisher;

    @BeforeEach
    void open() {
        publisher = new JmxPublisher(control, server);
        publisher.tryRegister();
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void theNamesAreThePromisedOnes() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0), Findings.normal(1)));

        assertThat(names())
                .extracting(ObjectName::getCanonicalName)
                .containsExactlyInAnyOrder(
                        "buddyscope:type=Agent",
                        "buddyscope:type=Host",
                        "buddyscope:type=KernelFailures",
                        "buddyscope:type=Stalls",
                        "buddyscope:type=DirectBuffers",
                        "buddyscope:type=Correlation",
                        "buddyscope:node=0,type=Zone,zone=Normal",
                        "buddyscope:node=1,type=Zone,zone=Normal");
    }

    @Test
    void aZoneShowsPlainNumbers() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0)));

        assertThat(value(NORMAL, "FreeBytes")).isEqualTo(831_624L * 1024);
        assertThat(value(NORMAL, "FreeBlocksOrder0")).isEqualTo(67_880L);
        assertThat(value(NORMAL, "FreeBlocksOrder4")).isEqualTo(2L);
        assertThat(value(NORMAL, "FreeBlocksOrder10")).isEqualTo(0L);
        assertThat(value(NORMAL, "LargestFreeOrder")).isEqualTo(4);
        assertThat(value(NORMAL, "UnusableIndexOrder0")).isEqualTo(0.0);
        assertThat(value(NORMAL, "UnusableIndexOrder5")).isEqualTo(1.0);
        assertThat(value(NORMAL, "FragmentationIndexOrder5")).isEqualTo(0.945);
        assertThat(value(NORMAL, "FragmentationIndexOrder4")).isEqualTo(-1.0);
        assertThat(value(NORMAL, "MinWatermarkBytes")).isEqualTo(257_700L * 1024);
        assertThat(value(NORMAL, "LowWatermarkBytes")).isEqualTo(322_124L * 1024);
        assertThat(value(NORMAL, "HighWatermarkBytes")).isEqualTo(386_384L * 1024);
        assertThat(value(NORMAL, "ManagedBytes")).isEqualTo(7_900_000L * 4096);
        assertThat(value(NORMAL, "State")).isEqualTo("ABOVE_HIGH");
    }

    @Test
    void aZoneHasAsManyOrdersAsTheKernel() throws Exception {
        publisher.host(Findings.latest(Findings.zone(0, "DMA", 1, 2, 3), Findings.zone(0, "Normal", new long[14])));

        assertThat(attributes("buddyscope:type=Zone,node=0,zone=DMA"))
                .contains("FreeBlocksOrder2", "UnusableIndexOrder2")
                .doesNotContain("FreeBlocksOrder3");
        assertThat(attributes(NORMAL)).contains("FreeBlocksOrder13");
    }

    @Test
    void theOrdersOfOneFigureStandTogether() throws Exception {
        publisher.host(Findings.latest(Findings.zone(0, "Normal", 1, 2, 3)));

        assertThat(attributes(NORMAL))
                .containsSubsequence("FreeBlocksOrder0", "FreeBlocksOrder1", "FreeBlocksOrder2", "UnusableIndexOrder0")
                .containsSubsequence("UnusableIndexOrder2", "FragmentationIndexOrder0", "FragmentationIndexOrder2");
    }

    @Test
    void aZoneThatAppearsLaterGetsItsBeanThen() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0)));
        publisher.host(Findings.latest(Findings.normal(0), Findings.normal(1)));

        assertThat(value("buddyscope:type=Zone,node=1,zone=Normal", "LargestFreeOrder"))
                .isEqualTo(4);
    }

    @Test
    void associationsAreATableByActivityWithTheLatestFigures() throws Exception {
        publisher.association(Findings.untested());
        publisher.association(Findings.association());
        publisher.association(Findings.association());

        TabularData table = (TabularData) value("buddyscope:type=Correlation", "Associations");
        assertThat(table.size()).isEqualTo(2);
        CompositeData pauses = table.get(new Object[] {"GC pauses"});
        assertThat(pauses.get("Coinciding")).isEqualTo(12);
        assertThat(pauses.get("PValue")).isEqualTo(0.002);
        assertThat(table.get(new Object[] {"heap growth"}).get("PValue")).isNull();
    }

    @Test
    void theHostAndTheAgentTellOfHugePages() throws Exception {
        assertThat(value("buddyscope:type=Host", "ThpShmemEnabled")).isEqualTo("never");
        assertThat(value("buddyscope:type=Host", "ThpPmdEnabled")).isEqualTo("madvise");
        assertThat(value("buddyscope:type=Host", "HugePageBytes")).isEqualTo(2L << 20);
        assertThat(value("buddyscope:type=Agent", "JvmTransparentHugePages")).isEqualTo(true);
        assertThat(value("buddyscope:type=Agent", "HugePagesAllowed")).isEqualTo(true);
        assertThat((String) value("buddyscope:type=Agent", "HugePages")).startsWith("This JVM asks for order 9 itself");
    }

    @Test
    void aZoneThatIsGoneShowsNoOldNumbers() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0)));
        HostSample without = new HostSample(9 * Findings.SECOND, List.of(), null, null);
        publisher.host(Findings.latest(new HostReading(without, null, 4096)));

        assertThat(value(NORMAL, "FreeBytes")).isNull();
        assertThat(value(NORMAL, "State")).isEqualTo("UNKNOWN");
    }

    @Test
    void aZoneWithoutMarksShowsNone() throws Exception {
        ZoneSample normal = Findings.normal(0);
        publisher.host(Findings.latest(new ZoneSample(normal.id(), normal.free(), null)));

        assertThat(value(NORMAL, "MinWatermarkBytes")).isNull();
        assertThat(value(NORMAL, "State")).isEqualTo("UNKNOWN");
        assertThat(value(NORMAL, "FreeBlocksOrder0")).isEqualTo(67_880L);
    }

    @Test
    void aZoneNameThatNoObjectNameCouldHoldIsQuoted() throws Exception {
        publisher.host(Findings.latest(Findings.zone(0, "Nor*mal,x=\"?", 1, 2)));

        assertThat(value("buddyscope:type=Zone,node=0,zone=" + ObjectName.quote("Nor*mal,x=\"?"), "FreeBlocksOrder1"))
                .isEqualTo(2L);
    }

    @Test
    void theHostShowsCountersAndTheirRates() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0)));

        assertThat(value("buddyscope:type=Host", "DirectReclaims")).isEqualTo(16L);
        assertThat(value("buddyscope:type=Host", "DirectReclaimsPerSecond")).isEqualTo(3.0);
        assertThat(value("buddyscope:type=Host", "OomKillsPerSecond")).isEqualTo(0.0);
        assertThat(value("buddyscope:type=Host", "HugePageFallbacks")).isNull();
        assertThat(value("buddyscope:type=Host", "PsiSome")).isEqualTo(0.25);
        assertThat(value("buddyscope:type=Host", "PsiFull")).isEqualTo(0.05);
        assertThat(value("buddyscope:type=Host", "PsiSomeMillis")).isEqualTo(1_500.0);
        assertThat(value("buddyscope:type=Host", "PsiFullMillis")).isEqualTo(600.0);
        assertThat(value("buddyscope:type=Host", "PageSize")).isEqualTo(4096L);
    }

    @Test
    void theHostHasALineForEachOrderWithAllZones() throws Exception {
        publisher.host(Findings.latest(Findings.zone(0, "DMA", 1, 2), Findings.zone(0, "Normal", 3, 0, 5)));
        assertThat((String[]) value("buddyscope:type=Host", "FreeBlocksByOrder"))
                .containsExactly(
                        "order 0 (4 KiB): DMA 1, Normal 3",
                        "order 1 (8 KiB): DMA 2, Normal 0",
                        "order 2 (16 KiB): Normal 5");

        publisher.host(Findings.latest(Findings.zone(0, "Normal", 1), Findings.zone(1, "Normal", 7)));
        assertThat((String[]) value("buddyscope:type=Host", "FreeBlocksByOrder"))
                .containsExactly("order 0 (4 KiB): Normal/0 1, Normal/1 7");
    }

    @Test
    void theHostShowsTheTableByOrder() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0), Findings.normal(1)));

        TabularData table = (TabularData) value("buddyscope:type=Host", "FreeBlocks");
        CompositeData row = table.get(new Object[] {1, "Normal", 3});

        assertThat(table).returns(22, TabularData::size);
        assertThat(row.get("FreeBlocks")).isEqualTo(1_620L);
        assertThat(row.get("BlockBytes")).isEqualTo(32_768L);
    }

    @Test
    void theHostShowsTheKernelsSettings() throws Exception {
        assertThat(value("buddyscope:type=Host", "MinFreeKbytes")).isEqualTo(67_584L);
        assertThat(value("buddyscope:type=Host", "WatermarkScaleFactor")).isEqualTo(10L);
        assertThat(value("buddyscope:type=Host", "ZoneReclaimMode")).isNull();
        assertThat(value("buddyscope:type=Host", "ThpDefrag")).isEqualTo("madvise");

        control.settings = null;
        assertThat(value("buddyscope:type=Host", "MinFreeKbytes")).isNull();
    }

    @Test
    void beforeTheFirstSampleNothingIsMadeUp() throws Exception {
        assertThat(value("buddyscope:type=Host", "DirectReclaims")).isNull();
        assertThat(value("buddyscope:type=Host", "FreeBlocks")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "LiveBytes")).isNull();
        assertThat(value("buddyscope:type=KernelFailures", "Last")).isNull();
        assertThat(value("buddyscope:type=KernelFailures", "Total")).isEqualTo(0L);
        assertThat(value("buddyscope:type=Correlation", "LastVerdict")).isNull();
        assertThat(value("buddyscope:type=Correlation", "LastJvmRole")).isNull();
        assertThat(value("buddyscope:type=Agent", "LinesRead")).isNull();
    }

    @Test
    void failuresAreCountedAndTheLastIsShown() throws Exception {
        publisher.failure(Findings.bareFailure());
        publisher.failure(Findings.failure());

        assertThat(value("buddyscope:type=KernelFailures", "Total")).isEqualTo(2L);
        assertThat(value("buddyscope:type=KernelFailures", "TotalLive")).isEqualTo(1L);
        assertThat(value("buddyscope:type=KernelFailures", "Suppressed")).isEqualTo(3L);
        assertThat(value("buddyscope:type=KernelFailures", "RatePerHour")).isEqualTo(2L);
        CompositeData last = (CompositeData) value("buddyscope:type=KernelFailures", "Last");
        assertThat(last.get("Time")).isEqualTo(Date.from(Findings.TIME));
        assertThat(last.get("ErrorMillis")).isEqualTo(3.0);
        assertThat(last.get("Order")).isEqualTo(5);
        assertThat(last.get("Bytes")).isEqualTo(131_072L);
        assertThat(last.get("Task")).isEqualTo("kworker/u448:1");
        assertThat(last.get("TaskId")).isEqualTo(138_678L);
        assertThat(last.get("Cause")).isEqualTo("FRAGMENTATION");
        assertThat(last.get("Origin")).isEqualTo("i40e");
        assertThat((String[]) last.get("Text")).anyMatch(line -> line.contains("page allocation failure"));
    }

    @Test
    void theLastSummaryIsThereToReadWithoutOpeningAnything() throws Exception {
        publisher.failure(Findings.failure());
        publisher.verdict(Findings.verdict());

        assertThat(value("buddyscope:type=KernelFailures", "LastSummary"))
                .isEqualTo(Findings.failure().diagnosis().summary());
        assertThat(value("buddyscope:type=Correlation", "LastSummary"))
                .isEqualTo(Findings.verdict().summary());
    }

    @Test
    void longTextsAreLinesSoThatAConsoleHasRoomForTheNames() throws Exception {
        String report = "java: page allocation failure: order:5\n" + "Node 0 Normal free:825916kB ".repeat(40);
        publisher.failure(Findings.failure(5, 131_072, Findings.TIME, report));
        publisher.verdict(Findings.verdict());

        for (CompositeData shown :
                List.of((CompositeData) value("buddyscope:type=KernelFailures", "Last"), (CompositeData)
                        value("buddyscope:type=Correlation", "LastVerdict"))) {
            assertThat((String[]) shown.get("Summary"))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextLines.WIDTH));
            assertThat(shown.values())
                    .filteredOn(String.class::isInstance)
                    .allSatisfy(text -> assertThat((String) text).hasSizeLessThan(2 * TextLines.WIDTH));
        }
    }

    @Test
    void whatIsAskedForAgainIsNotMadeAgain() throws Exception {
        publisher.failure(Findings.failure());
        publisher.verdict(Findings.verdict());

        for (String bean : List.of("buddyscope:type=KernelFailures", "buddyscope:type=Correlation")) {
            CompositeData[] once = (CompositeData[]) value(bean, "Recent");
            CompositeData[] again = (CompositeData[]) value(bean, "Recent");
            assertThat(again[0]).isSameAs(once[0]);
        }
    }

    @Test
    void failuresAreCountedByKindOrderAndCause() throws Exception {
        publisher.failure(Findings.bareFailure());
        publisher.failure(Findings.failure());
        publisher.failure(Findings.failure());

        assertThat(failures("ByKind", "PAGE_ALLOC_FAILURE")).isEqualTo(3L);
        assertThat(failures("ByOrder", 5)).isEqualTo(2L);
        assertThat(failures("ByOrder", -1)).isEqualTo(1L);
        assertThat(failures("ByCause", "FRAGMENTATION")).isEqualTo(2L);
        assertThat(failures("ByCause", "UNKNOWN")).isEqualTo(1L);
    }

    @Test
    void failuresSinceTheStartAreOneTableByKindOrderAndCause() throws Exception {
        publisher.failure(Findings.bareFailure()); // one that the log already held
        publisher.failure(Findings.failure());
        publisher.failure(Findings.failure());
        publisher.failure(Findings.failure(7, 524_288, Findings.TIME));

        TabularData table = (TabularData) value("buddyscope:type=KernelFailures", "LiveFailures");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.get(new Object[] {"PAGE_ALLOC_FAILURE", 5, "FRAGMENTATION"})
                        .get("Failures"))
                .isEqualTo(2L);
        assertThat(table.get(new Object[] {"PAGE_ALLOC_FAILURE", 7, "FRAGMENTATION"})
                        .get("Failures"))
                .isEqualTo(1L);
        assertThat(value("buddyscope:type=KernelFailures", "TotalLive")).isEqualTo(3L);
    }

    @Test
    void onlyTheLastFiftyFailuresAreKeptNewestFirst() throws Exception {
        for (int i = 0; i < 60; i++) {
            publisher.failure(Findings.failure(i % 11, i, Findings.TIME.plusSeconds(i)));
        }

        CompositeData[] recent = (CompositeData[]) value("buddyscope:type=KernelFailures", "Recent");
        assertThat(recent).hasSize(50);
        assertThat(recent[0].get("Bytes")).isEqualTo(59L);
        assertThat(recent[49].get("Bytes")).isEqualTo(10L);
        assertThat(value("buddyscope:type=KernelFailures", "Total")).isEqualTo(60L);
    }

    @Test
    void aVerdictIsShownWhole() throws Exception {
        publisher.verdict(Findings.verdict());

        CompositeData last = (CompositeData) value("buddyscope:type=Correlation", "LastVerdict");
        assertThat(last.get("Failures")).isEqualTo(4);
        assertThat(last.get("LastTime")).isEqualTo(Date.from(Findings.TIME.plusSeconds(1)));
        assertThat(last.get("Cause")).isEqualTo("FRAGMENTATION");
        assertThat(last.get("Confidence")).isEqualTo("HIGH");
        assertThat(last.get("GcName")).isEqualTo("G1 Young Generation");
        assertThat(last.get("GcPauseMillis")).isEqualTo(30.0);
        assertThat(last.get("GcOffsetMillis")).isEqualTo(-20.0);
        assertThat(last.get("WindowMillis")).isEqualTo(5_000.0);
        assertThat(last.get("DirectBytes")).isEqualTo(64L << 20);
        assertThat((String[]) last.get("Doubts")).containsExactly("The clock of the log is not this JVM's.");
        assertThat((String[]) last.get("Advice")).hasSize(1);
        assertThat(last.get("Trigger")).isEqualTo("KERNEL_LOG");
        assertThat(last.get("JvmRole")).isEqualTo("BYSTANDER");
        assertThat((String[]) last.get("RoleEvidence")).isNotEmpty();
        assertThat(last.get("JvmMatch")).isEqualTo("NO");
        assertThat(last.get("TakenBytes")).isEqualTo(3L << 20);
        assertThat(last.get("DirectPercentile")).isEqualTo(0.95);
        assertThat(last.get("RecoveryMillis")).isEqualTo(500.0);
        assertThat(last.get("Trend")).isEqualTo("UNKNOWN");
        assertThat(value("buddyscope:type=Correlation", "LastJvmRole")).isEqualTo("BYSTANDER");
        assertThat(value("buddyscope:type=Correlation", "Total")).isEqualTo(1L);
        assertThat(value("buddyscope:type=Correlation", "VerdictsBystander")).isEqualTo(1L);
        assertThat(value("buddyscope:type=Correlation", "VerdictsVictim")).isEqualTo(0L);
    }

    @Test
    void aVerdictWithoutACollectionShowsNone() throws Exception {
        publisher.verdict(Findings.bareVerdict());

        CompositeData[] recent = (CompositeData[]) value("buddyscope:type=Correlation", "Recent");
        assertThat(recent).hasSize(1);
        assertThat(recent[0].get("GcName")).isNull();
        assertThat(recent[0].get("GcPauseMillis")).isNull();
        assertThat(recent[0].get("DirectBytes")).isNull();
        assertThat(recent[0].get("Order")).isNull();
        // it was in the log before the agent came
        assertThat(value("buddyscope:type=Correlation", "Total")).isEqualTo(1L);
        assertThat(value("buddyscope:type=Correlation", "VerdictsUnknown")).isEqualTo(0L);
    }

    @Test
    void directBuffersAreShownWithTheirRates() throws Exception {
        publisher.direct(Findings.direct());

        assertThat(value("buddyscope:type=DirectBuffers", "LiveBytes")).isEqualTo(100L);
        assertThat(value("buddyscope:type=DirectBuffers", "LiveCount")).isEqualTo(12L);
        assertThat(value("buddyscope:type=DirectBuffers", "PoolLimitBytes")).isEqualTo(1L << 30);
        assertThat(value("buddyscope:type=DirectBuffers", "AllocationsPerSecond"))
                .isEqualTo(10.0);
        assertThat(value("buddyscope:type=DirectBuffers", "AllocatedBytesPerSecond"))
                .isEqualTo(20L << 20);
        assertThat(value("buddyscope:type=DirectBuffers", "LargestBytes")).isEqualTo(8L << 20);
    }

    @Test
    void whatIsAskedForSeldomCanBeReadFromTotals() throws Exception {
        publisher.direct(Findings.direct());
        publisher.direct(Findings.poolOnly()); // a period in which nobody watched
        publisher.direct(Findings.direct());

        assertThat(value("buddyscope:type=DirectBuffers", "Allocations"))
                .isEqualTo(2 * Findings.direct().allocations());
        assertThat(value("buddyscope:type=DirectBuffers", "AllocatedBytes"))
                .isEqualTo(2 * Findings.direct().bytes());
        assertThat(value("buddyscope:type=DirectBuffers", "Releases"))
                .isEqualTo(2 * Findings.direct().releases());
        assertThat(value("buddyscope:type=DirectBuffers", "ReleasedBytes"))
                .isEqualTo(2 * Findings.direct().releasedBytes());
    }

    @Test
    void theTopSitesAreATableWithTheirSharesAndARowOfTheRest() throws Exception {
        publisher.direct(Findings.direct());

        TabularData sites = (TabularData) value("buddyscope:type=DirectBuffers", "TopAllocationSites");
        assertThat(sites.size()).isEqualTo(3);
        CompositeData images = sites.get(new Object[] {"com.acme.Images.load"});
        assertThat(images.get("Bytes")).isEqualTo(60L << 20);
        assertThat(images.get("ErrorBytes")).isEqualTo(2L << 20);
        assertThat(images.get("Share")).isEqualTo(0.75);
        assertThat(images.get("Samples")).isEqualTo(7L);
        assertThat(images.get("PeriodBytes")).isEqualTo(24L << 20);
        assertThat(sites.get(new Object[] {"other sites"}).get("Share")).isEqualTo(0.0625);
        assertThat(value("buddyscope:type=DirectBuffers", "SampleIntervalBytes"))
                .isEqualTo(64L << 10);
    }

    @Test
    void sizesAreATableWithARowForEachPowerOfTwoThatOccurred() throws Exception {
        publisher.direct(Findings.direct());

        TabularData sizes = (TabularData) value("buddyscope:type=DirectBuffers", "AllocationSizes");
        assertThat(sizes.size()).isEqualTo(3);
        assertThat(sizes.get(new Object[] {4_096L}).get("Allocations")).isEqualTo(18L);
        assertThat(sizes.get(new Object[] {4_096L}).get("PeriodAllocations")).isEqualTo(16L);
        assertThat(sizes.get(new Object[] {8L << 20}).get("Allocations")).isEqualTo(8L);
    }

    @Test
    void mappedFilesAndNettysOwnCountAreShownBesideThePool() throws Exception {
        publisher.direct(Findings.direct());

        assertThat(value("buddyscope:type=DirectBuffers", "MappedBytes")).isEqualTo(9L << 20);
        assertThat(value("buddyscope:type=DirectBuffers", "MappedCount")).isEqualTo(3L);
        assertThat(value("buddyscope:type=DirectBuffers", "NettyBytes")).isEqualTo(24L << 20);
        assertThat(value("buddyscope:type=DirectBuffers", "NettyOutsidePoolBytes"))
                .isEqualTo(16L << 20);
    }

    @Test
    void ratesHaveNoMoreDigitsThanTheyMean() {
        assertThat(BeanTable.perSecond(88, 999_982_507L)).isEqualTo(88.002);
        assertThat(BeanTable.perSecond(3, 0)).isNull();
        assertThat(BeanTable.perSecond(-1, Findings.SECOND)).isNull();
        assertThat(BeanTable.perSecond(Long.MAX_VALUE, Findings.SECOND)).isGreaterThan(9e18);
        assertThat(BeanTable.share(1 / 3.0)).isEqualTo(0.33333);
        assertThat(BeanTable.share(Double.NaN)).isNull();
        assertThat(BeanTable.millis(1_400_467_866L)).isEqualTo(1_400.468);
        assertThat(BeanTable.millis(-20_000_000L)).isEqualTo(-20.0);
    }

    @Test
    void withoutTheViewOfSingleAllocationsOnlyThePoolIsShown() throws Exception {
        publisher.direct(Findings.poolOnly());

        assertThat(value("buddyscope:type=DirectBuffers", "LiveBytes")).isEqualTo(100L);
        assertThat(value("buddyscope:type=DirectBuffers", "AllocationsPerSecond"))
                .isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "LargestBytes")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "LargestEverBytes")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "AllocatedBytes")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "TopAllocationSites")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "AllocationSizes")).isNull();
        assertThat(value("buddyscope:type=DirectBuffers", "NettyBytes")).isNull();
    }

    @Test
    void theAgentShowsItsOptionsItsSourcesAndItsCost() throws Exception {
        publisher.health(Findings.health());

        TabularData options = (TabularData) value("buddyscope:type=Agent", "Options");
        TabularData sources = (TabularData) value("buddyscope:type=Agent", "Sources");
        assertThat(options.get(new Object[] {"period"}).get("Value")).isEqualTo("2s");
        assertThat(options.get(new Object[] {"period"}).get("From")).isEqualTo("argument");
        assertThat(sources.get(new Object[] {"kmsg"}).get("Status")).isEqualTo("UNAVAILABLE");
        assertThat(sources.get(new Object[] {"kmsg"}).get("Remedy")).isEqualTo("run as root");
        assertThat(value("buddyscope:type=Agent", "Version")).isEqualTo("1.2.3");
        assertThat(value("buddyscope:type=Agent", "State")).isEqualTo("UNAVAILABLE");
        assertThat(value("buddyscope:type=Agent", "SourcesUnavailable")).isEqualTo(1L);
        assertThat(value("buddyscope:type=Agent", "SourcesPartial")).isEqualTo(0L);
        assertThat(value("buddyscope:type=Agent", "SampleMillis")).isEqualTo(0.25);
        assertThat(value("buddyscope:type=Agent", "CpuMillis")).isEqualTo(12.0);
        assertThat(value("buddyscope:type=Agent", "LinesLost")).isEqualTo(7L);
    }

    @Test
    void theAgentDoesWhatItIsAsked() throws Exception {
        invoke("sampleNow");
        invoke("stop");

        assertThat(control.samples).isEqualTo(1);
        assertThat(control.stopped).isTrue();
        assertThat(invoke("explain", "a log")).isEqualTo("explained: a log");
    }

    @Test
    void whatGoesWrongInAnOperationNeedsNoClassOfOursToBeRead() {
        assertThatThrownBy(() -> invoke("explain", ""))
                .isInstanceOf(MBeanException.class)
                .hasRootCauseExactlyInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage(ScriptedControl.OurOwnException.class.getName() + ": nothing to explain");
        assertThatThrownBy(() -> invoke("explain", (Object) null)).isInstanceOf(MBeanException.class);
    }

    @Test
    void closingLeavesNothing() throws Exception {
        publisher.host(Findings.latest(Findings.normal(0)));

        publisher.close();
        publisher.host(Findings.latest(Findings.normal(1)));
        publisher.failure(Findings.failure());
        publisher.verdict(Findings.verdict());

        assertThat(publisher.tryRegister()).isFalse();
        assertThat(names()).isEmpty();
        assertThat(publisher.state().status()).isEqualTo(Status.OFF);
    }

    private Object value(String bean, String attribute) throws Exception {
        return server.getAttribute(new ObjectName(bean), attribute);
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] signature = arguments.length == 0 ? new String[0] : new String[] {String.class.getName()};
        return server.invoke(Names.AGENT, operation, arguments, signature);
    }

    private Object failures(String table, Object key) throws Exception {
        TabularData rows = (TabularData) value("buddyscope:type=KernelFailures", table);
        return rows.get(new Object[] {key}).get("Failures");
    }

    private List<String> attributes(String bean) throws Exception {
        return Arrays.stream(server.getMBeanInfo(new ObjectName(bean)).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toList();
    }

    private Set<ObjectName> names() throws Exception {
        return server.queryNames(new ObjectName("buddyscope:*"), null);
    }
}
