// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelSettings;
import io.github.buddyscope.model.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediesTest {
    private static final String MIN_FREE = "vm.min_free_kbytes";
    private static final String[] COMPACTION = {
        "vm.compact_memory", "vm.compaction_proactiveness", "vm.extfrag_threshold", "vm.defrag_mode"
    };
    private static final String[] NETWORK = {"driver ring size", "MTU"};

    /** A host of 16 GiB with the settings that a kernel of today comes with. */
    private static final HostFacts HOST = host(67_584L, Map.of("eth0", 1500), null);

    private static HostFacts host(Long minFree, Map<String, Integer> mtus, Long cgroupLimitKb) {
        return new HostFacts(
                new KernelSettings(minFree, 10L, 20L, 500L, 15_000L, 0L, "always", "always"),
                16_000_000L,
                mtus,
                cgroupLimitKb,
                List.of(256L, 256L, 32L, 0L, 0L),
                0L,
                0L);
    }

    private static HostFacts with(KernelSettings settings) {
        return new HostFacts(settings, 16_000_000L, Map.of(), null, List.of(), null, null);
    }

    private static List<Advice> advice(Cause cause, FailureReport report, String origin, HostFacts host) {
        Asker asker = new Asker(origin, Actor.UNKNOWN, "", List.of(), Confidence.HIGH, "", Fallback.UNKNOWN);
        return Remedies.of(Attempt.of(report), new Finding(cause, Confidence.HIGH, null, "", List.of()), asker, host);
    }

    private static List<String> settings(List<Advice> advice) {
        return advice.stream().map(Advice::setting).toList();
    }

    private static Advice one(List<Advice> advice, String setting) {
        return advice.stream()
                .filter(a -> a.setting().equals(setting))
                .findFirst()
                .orElseThrow(() -> new AssertionError(setting + " isn't among " + settings(advice)));
    }

    private static Reports waiting(String kernel, int order) {
        return Reports.kernel(kernel).asked(order, 0xcc0, "GFP_KERNEL");
    }

    private static Reports atomic(String kernel, int order) {
        return Reports.kernel(kernel).asked(order, 0x820, "GFP_ATOMIC");
    }

    private static Reports movable(String kernel) {
        return Reports.kernel(kernel).asked(9, 0x3d20ca, "GFP_TRANSHUGE");
    }

    /** Every cause with every kind, request and origin: what must not be said is not said. */
    @Nested
    class Matrix {
        private static final String[] ORIGINS = {
            null, "i40e", "btrfs", "ath11k", "transparent huge pages", "hugetlb", "network buffers", "ib_ipoib"
        };

        private record Case(Cause cause, FailureKind kind, Reports request, String origin, HostFacts host) {
            List<Advice> advice() {
                FailureReport like = request.build();
                return RemediesTest.advice(cause, request.of(kind, like.request(), null), origin, host);
            }

            Attempt attempt() {
                return Attempt.of(request.build());
            }
        }

        private List<Case> cases(String kernel) {
            List<Case> cases = new ArrayList<>();
            Reports[] requests = {
                waiting(kernel, 0),
                waiting(kernel, 2),
                waiting(kernel, 5),
                atomic(kernel, 0),
                atomic(kernel, 2),
                movable(kernel)
            };
            for (Cause cause : Cause.values()) {
                for (FailureKind kind : FailureKind.values()) {
                    for (Reports request : requests) {
                        for (String origin : ORIGINS) {
                            cases.add(new Case(cause, kind, request, origin, HostFacts.UNKNOWN));
                            cases.add(new Case(cause, kind, request, origin, HOST));
                        }
                    }
                }
            }
            return cases;
        }

        @Test
        void aLargerReserveIsOfferedOnlyWhereItHelps() {
            boolean ever = false;
            for (Case one : cases("6.8.0")) {
                boolean offered = settings(one.advice()).contains(MIN_FREE);
                ever |= offered;
                if (!offered) {
                    continue;
                }
                assertThat(one.cause()).as(one.toString()).isIn(Cause.FRAGMENTATION, Cause.SHORTAGE);
                assertThat(one.kind())
                        .as(one.toString())
                        .isNotIn(
                                FailureKind.OOM_KILL,
                                FailureKind.VMAP_FAILURE,
                                FailureKind.CMA_FAILURE,
                                FailureKind.SWIOTLB_FULL);
                GfpFlags flags = one.attempt().flags();
                assertThat(flags.mayWait() && flags.movable())
                        .as(one.toString())
                        .isFalse();
                assertThat(one.cause() == Cause.SHORTAGE && !flags.atomic())
                        .as(one.toString())
                        .isFalse();
            }
            assertThat(ever).isTrue();
        }

        @Test
        void compactionIsOfferedOnlyAgainstFragmentation() {
            for (Case one : cases("6.18.0")) {
                if (one.cause() != Cause.FRAGMENTATION && one.cause() != Cause.RESERVED) {
                    assertThat(settings(one.advice())).as(one.toString()).doesNotContain(COMPACTION);
                }
            }
        }

        @Test
        void theNetworkIsAskedToDoWithLessOnlyWhereItAskedForMoreThanAPage() {
            boolean ever = false;
            for (Case one : cases("6.8.0")) {
                List<String> settings = settings(one.advice());
                if (settings.contains("driver ring size")) {
                    ever = true;
                    assertThat(one.origin()).isEqualTo("i40e");
                    assertThat(one.attempt().order()).isPositive();
                    assertThat(one.cause()).isIn(Cause.FRAGMENTATION, Cause.RESERVED);
                } else {
                    assertThat(settings).doesNotContain(NETWORK);
                }
                assertThat(settings.contains("IPoIB mode") && !"ib_ipoib".equals(one.origin()))
                        .isFalse();
            }
            assertThat(ever).isTrue();
        }

        @Test
        void aLimitOfAControlGroupIsMetWithThatLimitAlone() {
            for (Case one : cases("6.8.0")) {
                boolean group = settings(one.advice()).contains("memory.max of the control group");
                assertThat(group).as(one.toString()).isEqualTo(one.cause() == Cause.CGROUP_LIMIT);
                if (group) {
                    assertThat(settings(one.advice()))
                            .isSubsetOf("memory.max of the control group", "the JVM's own limits");
                }
            }
        }

        @Test
        void noCauseNoAdvice() {
            for (Case one : cases("6.8.0")) {
                boolean byKind = one.kind() == FailureKind.SWIOTLB_FULL
                        || one.kind() == FailureKind.CMA_FAILURE
                        || one.kind() == FailureKind.VMAP_FAILURE
                        || one.kind() == FailureKind.VMEMMAP_FAILURE;
                if (one.cause() == Cause.UNKNOWN && !byKind) {
                    assertThat(one.advice()).as(one.toString()).isEmpty();
                }
            }
        }

        @Test
        void theFirstThingForWhatCanWaitIsNotTheReserve() {
            for (Case one : cases("6.8.0")) {
                List<String> settings = settings(one.advice());
                if (one.attempt().flags().mayWait() && settings.contains(MIN_FREE)) {
                    assertThat(settings.indexOf(MIN_FREE)).as(one.toString()).isPositive();
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"2.6.32", "3.10.0-1160.el7.x86_64", "4.4.0", "4.18.0", "5.4.0", "5.10.0", "6.1.0", "6.18.0"})
        void aSettingThatAKernelLacksIsNotMentioned(String kernel) {
            KernelVersion version = KernelVersion.parse(kernel);
            for (Case one : cases(kernel)) {
                if (one.host() != HostFacts.UNKNOWN) {
                    continue;
                }
                for (String setting : settings(one.advice())) {
                    assertThat(version.major() * 100 + version.minor())
                            .as(setting + " on " + kernel)
                            .isGreaterThanOrEqualTo(
                                    switch (setting) {
                                        case "vm.watermark_scale_factor" -> 406;
                                        case "vm.watermark_boost_factor" -> 500;
                                        case "net.core.high_order_alloc_disable" -> 503;
                                        case "vm.compaction_proactiveness" -> 509;
                                        case "memory_hotplug.memmap_on_memory=1 on the kernel command line" -> 513;
                                        case "vm.defrag_mode" -> 615;
                                        default -> 0;
                                    });
                }
            }
        }

        @Test
        void everyPieceOfAdviceIsWhole() {
            for (Case one : cases("6.18.0")) {
                for (Advice advice : one.advice()) {
                    assertThat(advice.setting()).isNotBlank();
                    assertThat(advice.attempt()).isNotBlank();
                    assertThat(advice.why()).isNotBlank();
                    assertThat(advice.risk()).isNotBlank();
                    assertThat(advice.lasting()).isNotNull();
                    assertThat(advice.source()).isNotBlank();
                }
                assertThat(settings(one.advice())).doesNotHaveDuplicates();
            }
        }
    }

    @Nested
    class FromTheHostsOwnSettings {
        @Test
        void theReserveStartsFromItsPresentValue() {
            Advice advice = one(advice(Cause.SHORTAGE, atomic("6.8.0", 0).build(), null, HOST), MIN_FREE);
            assertThat(advice.attempt())
                    .startsWith("sysctl -w vm.min_free_kbytes=135168 (now 67584 kB)")
                    .contains("135168 to 202752 kB")
                    .contains("1.2 per cent of memory");
            assertThat(advice.risk()).contains("800000 kB");
            assertThat(advice.lasting()).contains("vm.min_free_kbytes = 135168");
        }

        @Test
        void theReserveIsNotRaisedBeyondATwentieth() {
            HostFacts large = host(700_000L, Map.of(), null);
            assertThat(one(advice(Cause.SHORTAGE, atomic("6.8.0", 0).build(), null, large), MIN_FREE)
                            .attempt())
                    .contains("=800000 ")
                    .contains("at most 800000 kB");
            HostFacts larger = host(800_000L, Map.of(), null);
            assertThat(settings(advice(Cause.SHORTAGE, atomic("6.8.0", 0).build(), null, larger)))
                    .doesNotContain(MIN_FREE);
        }

        @Test
        void anOldKernelsReserveIsAShareOfThePresentMemory() {
            Reports old = Reports.kernel("2.6.32-431.el6.x86_64")
                    .asked(0, 0x20)
                    .zone(Zone.of(0, "Normal", 10000, 45056, 56320, 67584)
                            .reserve(0, 0, 0, 0)
                            .present(16_777_216));
            assertThat(one(advice(Cause.SHORTAGE, old.build(), null, HostFacts.UNKNOWN), MIN_FREE)
                            .attempt())
                    .contains("try 90112 to 135168 kB")
                    .contains("up to 0.8 per cent of memory");
        }

        @Test
        void theScaleFactorGrowsFromWhereItIs() {
            KernelSettings raised = new KernelSettings(67_584L, 200L, null, null, null, null, null, null);
            assertThat(one(
                                    advice(Cause.SHORTAGE, atomic("6.8.0", 0).build(), null, with(raised)),
                                    "vm.watermark_scale_factor")
                            .attempt())
                    .isEqualTo("sysctl -w vm.watermark_scale_factor=400 (now 200)");
            KernelSettings most = new KernelSettings(67_584L, 500L, null, null, null, null, null, null);
            assertThat(settings(advice(Cause.SHORTAGE, atomic("6.8.0", 0).build(), null, with(most))))
                    .doesNotContain("vm.watermark_scale_factor");
        }

        @Test
        void aSettingThatTheHostDoesNotShowIsNotMentioned() {
            KernelSettings few = new KernelSettings(67_584L, null, null, null, null, null, null, null);
            assertThat(settings(advice(Cause.FRAGMENTATION, waiting("6.18.0", 5).build(), null, with(few))))
                    .containsExactly("vm.compact_memory", MIN_FREE);
        }

        @Test
        void proactivenessIsDoubledButNotNearAHundred() {
            KernelSettings some = new KernelSettings(67_584L, null, 40L, null, null, null, null, null);
            assertThat(one(
                                    advice(
                                            Cause.FRAGMENTATION,
                                            waiting("6.8.0", 5).build(),
                                            null,
                                            with(some)),
                                    "vm.compaction_proactiveness")
                            .attempt())
                    .startsWith("sysctl -w vm.compaction_proactiveness=60 (now 40)");
            KernelSettings most = new KernelSettings(67_584L, null, 80L, null, null, null, null, null);
            assertThat(settings(advice(Cause.FRAGMENTATION, waiting("6.8.0", 5).build(), null, with(most))))
                    .doesNotContain("vm.compaction_proactiveness");
        }

        @Test
        void reclaimOfTheNodeIsSwitchedOffOnlyWhereItIsOn() {
            KernelSettings on = new KernelSettings(67_584L, null, null, null, null, 1L, null, null);
            assertThat(one(advice(Cause.SHORTAGE, waiting("6.8.0", 0).build(), null, with(on)), "vm.zone_reclaim_mode")
                            .attempt())
                    .isEqualTo("sysctl -w vm.zone_reclaim_mode=0 (now 1)");
            assertThat(settings(advice(Cause.SHORTAGE, waiting("6.8.0", 0).build(), null, HOST)))
                    .containsExactly("what uses the memory");
        }

        @Test
        void theReserveForLowerZonesIsHalvedInTheRightPlace() {
            Diagnosis diagnosis = Diagnostician.diagnose(
                    Reports.kernel("6.8.0")
                            .asked(0, 0x820, "GFP_ATOMIC")
                            .zone(Zone.of(0, "DMA", 15360, 40, 52, 64).reserve(0, 3000, 24000, 24000, 24000))
                            .zone(Zone.of(0, "DMA32", 1500000, 8464, 11552, 14640)
                                    .highatomic(0, 0L)
                                    .reserve(0, 0, 400000, 400000, 400000))
                            .zone(Zone.of(0, "Normal", 20000, 59076, 80652, 102228)
                                    .highatomic(0, 0L)
                                    .reserve(0, 0, 0, 0, 0))
                            .build(),
                    HOST);
            assertThat(diagnosis.cause()).isEqualTo(Cause.LOWMEM_PROTECTED);
            assertThat(diagnosis.advice().get(0).attempt())
                    .startsWith("sysctl -w vm.lowmem_reserve_ratio=\"256 512 32 0 0\" (now 256 256 32 0 0)");
        }

        @Test
        void framesOfTheUsualSizeAreNotMadeSmaller() {
            FailureReport report = atomic("6.8.0", 2).build();
            assertThat(settings(advice(Cause.FRAGMENTATION, report, "i40e", HOST)))
                    .doesNotContain("MTU");
            HostFacts jumbo = host(67_584L, Map.of("eth1", 9000, "eth0", 1500), null);
            List<Advice> advice = advice(Cause.FRAGMENTATION, report, "i40e", jumbo);
            assertThat(advice.get(0).setting()).isEqualTo("MTU");
            assertThat(advice.get(0).attempt()).contains("eth1 (MTU 9000)").doesNotContain("eth0");
        }

        @Test
        void hugePagesAreDeferredOnlyWhereTheyAreAlwaysWaitedFor() {
            FailureReport report = movable("6.8.0").build();
            List<Advice> advice = advice(Cause.FRAGMENTATION, report, "transparent huge pages", HOST);
            assertThat(settings(advice))
                    .startsWith("transparent_hugepage/defrag", "transparent_hugepage/enabled")
                    .doesNotContain(MIN_FREE);
            assertThat(advice.get(0).attempt()).contains("echo defer+madvise").contains("(now always)");
            assertThat(advice.get(0).lasting()).contains("/etc/tmpfiles.d");
            KernelSettings madvise = new KernelSettings(67_584L, 10L, 20L, 500L, 15_000L, 0L, "madvise", "madvise");
            assertThat(settings(advice(Cause.FRAGMENTATION, report, "transparent huge pages", with(madvise))))
                    .doesNotContain("transparent_hugepage/defrag", "transparent_hugepage/enabled");
        }

        @Test
        void olderKernelsKnowOneWayLessToDefer() {
            FailureReport report = Reports.kernel("4.4.0").asked(9, 0x24200ca).build();
            assertThat(advice(Cause.FRAGMENTATION, report, "transparent huge pages", HostFacts.UNKNOWN)
                            .get(0)
                            .attempt())
                    .contains("echo madvise");
        }
    }

    @Nested
    class TheThresholdOfCompaction {
        private Diagnosis with(String kernel, int order, String buddy, long threshold) {
            KernelSettings settings = new KernelSettings(67_584L, null, null, threshold, null, null, null, null);
            return Diagnostician.diagnose(
                    Reports.kernel(kernel)
                            .asked(order, 0xcc0, "GFP_KERNEL")
                            .zone(Zone.of(0, "Normal", 60000, 20000, 25000, 30000)
                                    .highatomic(0, 0L)
                                    .reserve(0, 0, 0, 0)
                                    .buddy(buddy))
                            .build(),
                    RemediesTest.with(settings));
        }

        /** 10000 pages in 1500 blocks: the index for order 5 is 1000 - (1000 + 10000 * 1000 / 32) / 1500 = 791. */
        private static final String SMALL =
                "0*4kB 0*8kB 500*16kB 1000*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 40000kB";

        @Test
        void isMentionedWhereItKeptTheZoneFromBeingCompacted() {
            Diagnosis diagnosis = with("6.8.0", 5, SMALL, 800);
            assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
            Advice advice = one(diagnosis.advice(), "vm.extfrag_threshold");
            assertThat(advice.why()).contains("was 791, not above the threshold");
            assertThat(advice.attempt()).startsWith("sysctl -w vm.extfrag_threshold=200 (now 800)");
        }

        @Test
        void isNotWhereTheIndexIsAbove() {
            assertThat(settings(with("6.8.0", 5, SMALL, 500).advice())).doesNotContain("vm.extfrag_threshold");
        }

        @Test
        void isNotForSmallOrdersSince49() {
            String pages = "15000*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB ="
                    + " 60000kB";
            assertThat(settings(with("6.8.0", 3, pages, 990).advice())).doesNotContain("vm.extfrag_threshold");
            assertThat(settings(with("6.8.0", 4, pages, 990).advice())).contains("vm.extfrag_threshold");
        }
    }

    @Nested
    class ByKind {
        private List<Advice> of(FailureKind kind, FailureDetail detail, String... frames) {
            Reports reports = Reports.kernel("6.1.0-x86_64");
            for (String frame : frames) {
                reports.frame(frame);
            }
            return Diagnostician.diagnose(reports.of(kind, null, detail)).advice();
        }

        @Test
        void aFullBounceBufferIsDoubled() {
            Advice advice = of(FailureKind.SWIOTLB_FULL, new Swiotlb("xhci", 65536L, 32768L, 32700L))
                    .get(0);
            assertThat(advice.attempt()).startsWith("swiotlb=65536 (now 32768 slots");
            assertThat(advice.risk()).startsWith("128 MiB");
        }

        @Test
        void aMappingThatIsTooLargeForAnyBounceBufferIsNot() {
            assertThat(settings(of(FailureKind.SWIOTLB_FULL, new Swiotlb("nvme", 524_288L, 32768L, 10L))))
                    .containsExactly("the driver's largest segment");
        }

        @Test
        void aCmaAreaIsEnlargedOrWaitedForByItsError() {
            assertThat(settings(of(FailureKind.CMA_FAILURE, new Cma("linux,cma", 512, -12))))
                    .containsExactly("cma= on the kernel command line");
            assertThat(settings(of(FailureKind.CMA_FAILURE, new Cma("linux,cma", 512, -16))))
                    .containsExactly("what occupies the CMA area");
            assertThat(of(FailureKind.CMA_FAILURE, new Cma("linux,cma", 512, -4)))
                    .isEmpty();
        }

        @Test
        void moduleSpaceIsNotVmallocSpace() {
            assertThat(settings(of(
                            FailureKind.VMAP_FAILURE, new Vmalloc(8192L, null, null), "module_alloc", "load_module")))
                    .containsExactly("the space for kernel modules");
            assertThat(settings(of(FailureKind.VMAP_FAILURE, new Vmalloc(8192L, null, null), "ioremap")))
                    .containsExactly("the kernel's address space");
        }

        @Test
        void aRequestBeyondAllMemoryIsTheCallersMistake() {
            assertThat(settings(
                            of(FailureKind.VMALLOC_FAILURE, new Vmalloc(4_294_643_712L, null, "exceeds total pages"))))
                    .containsExactly("the size that was asked for");
        }

        @Test
        void pluggedInMemoryHoldsItsOwnMap() {
            assertThat(settings(advice(
                            Cause.UNKNOWN,
                            waiting("5.14.0", 9).of(FailureKind.VMEMMAP_FAILURE, request(9), null),
                            null,
                            HOST)))
                    .containsExactly("memory_hotplug.memmap_on_memory=1 on the kernel command line");
        }

        @Test
        void aStallGetsWhatWakesKswapdEarlier() {
            assertThat(settings(advice(
                            Cause.SHORTAGE,
                            waiting("4.10.0", 0).of(FailureKind.PAGE_ALLOC_STALL, request(0), null),
                            null,
                            HostFacts.UNKNOWN)))
                    .containsExactly("vm.watermark_scale_factor", "what uses the memory");
        }

        @Test
        void anOutOfMemoryKillIsAMatterOfDemand() {
            assertThat(settings(advice(
                            Cause.SHORTAGE,
                            waiting("6.8.0", 0).of(FailureKind.OOM_KILL, request(0), null),
                            null,
                            HOST)))
                    .containsExactly("what uses the memory");
        }

        private Request request(int order) {
            return new Request(order, 0xcc0, List.of("GFP_KERNEL"), null, null, null);
        }
    }

    @Nested
    class ControlGroups {
        private List<Advice> at(String memcg, Long limitKb, String victim) {
            OomKill kill =
                    new OomKill(0, "CONSTRAINT_MEMCG", memcg, memcg, limitKb, limitKb, victim, 7, 1L, false, false, 0);
            FailureReport report = waiting("6.8.0", 0).task("dd").build();
            return advice(
                    Cause.CGROUP_LIMIT,
                    waiting("6.8.0", 0).task("dd").of(FailureKind.OOM_KILL, report.request(), kill),
                    null,
                    HostFacts.UNKNOWN);
        }

        @Test
        void aServiceIsRaisedByItsUnit() {
            Advice advice = at("/system.slice/shop.service", 524_288L, "dd").get(0);
            assertThat(advice.attempt())
                    .startsWith("systemctl set-property --runtime shop.service MemoryMax=671088640")
                    .contains("now 524288 kB");
            assertThat(advice.lasting()).contains("without --runtime");
        }

        @Test
        void aKernelWithoutTheSecondVersionsLimitIsToldTheFirsts() {
            OomKill kill = new OomKill(0, null, "/shop", "/shop", 1024L, 1024L, "dd", 7, 1L, false, false, 0);
            Reports report = waiting("3.10.0-1160.el7.x86_64", 0).task("dd");
            Advice advice = advice(
                            Cause.CGROUP_LIMIT,
                            report.of(FailureKind.OOM_KILL, report.build().request(), kill),
                            null,
                            HostFacts.UNKNOWN)
                    .get(0);
            assertThat(advice.attempt())
                    .startsWith("echo 1310720 > /sys/fs/cgroup/memory/shop/memory.limit_in_bytes (now");
            assertThat(advice.setting() + advice.lasting()).doesNotContain("emory.max", "MemoryMax");
            assertThat(at("/shop", 1024L, "dd").get(0).attempt())
                    .startsWith("echo 1310720 > /sys/fs/cgroup/shop/memory.max, or with cgroup v1 to");
        }

        @Test
        void aContainerIsRaisedByWhoRunsIt() {
            assertThat(at("/kubepods.slice/pod1/cri-containerd-7.scope", 1024L, "dd")
                            .get(0)
                            .attempt())
                    .contains("docker update --memory 1310720")
                    .contains("resources.limits.memory");
        }

        @Test
        void aJvmIsToldWhatCountsAgainstTheLimit() {
            assertThat(settings(at("/x", 1_048_576L, "java"))).contains("the JVM's own limits");
            assertThat(settings(at("/x", 1_048_576L, "dd"))).doesNotContain("the JVM's own limits");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a;reboot", "/$(reboot).service", "/../../etc", "/a b", "/`x`.slice", "/a\nb"})
        void noNameOutOfALogGetsIntoACommand(String hostile) {
            for (Advice advice : at(hostile, 1024L, "dd")) {
                assertThat(advice.attempt()).doesNotContain("reboot", "etc/", "a b", "`", "\n");
                assertThat(advice.lasting()).doesNotContain("reboot", "`", "\n");
            }
        }
    }

    @Nested
    class KnownCures {
        @Test
        void aLaterKernelIsNamedWithItsSource() {
            Advice advice = one(
                    advice(
                            Cause.FRAGMENTATION,
                            waiting("5.10.2", 5).frame("proc_sys_call_handler").build(),
                            "sysctl",
                            HostFacts.UNKNOWN),
                    "a newer kernel");
            assertThat(advice.attempt()).startsWith("Linux 5.12 or later");
            assertThat(advice.source()).contains("4508943794ef");
        }

        @Test
        void notToOneThatHasItAlready() {
            assertThat(settings(advice(
                            Cause.FRAGMENTATION,
                            waiting("5.15.0", 5).frame("proc_sys_call_handler").build(),
                            "sysctl",
                            HostFacts.UNKNOWN)))
                    .doesNotContain("a newer kernel");
        }

        @Test
        void stacksInOnePieceEndWith49() {
            Reports fork = Reports.kernel("4.4.0").asked(2, 0x26000c0).frame("copy_process");
            assertThat(settings(advice(Cause.FRAGMENTATION, fork.build(), "fork", HostFacts.UNKNOWN)))
                    .contains("a newer kernel");
            Reports page = Reports.kernel("4.4.0").asked(0, 0x26000c0).frame("copy_process");
            assertThat(settings(advice(Cause.SHORTAGE, page.build(), "fork", HostFacts.UNKNOWN)))
                    .doesNotContain("a newer kernel");
        }
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void aBareReportOfAnyKindIsNoTrouble(FailureKind kind) {
        for (Cause cause : Cause.values()) {
            assertThat(advice(cause, Reports.kernel(null).of(kind, null, null), null, HostFacts.UNKNOWN))
                    .isNotNull();
            assertThat(advice(cause, Reports.kernel(null).of(kind, null, null), null, HOST))
                    .isNotNull();
        }
    }

    @Test
    void numbersBeyondReasonAreNotReckonedWith() {
        HostFacts absurd = new HostFacts(
                new KernelSettings(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1L, 1L, "x", "y"),
                Long.MAX_VALUE,
                Map.of(),
                Long.MAX_VALUE,
                List.of(Long.MAX_VALUE),
                Long.MAX_VALUE,
                Long.MAX_VALUE);
        for (Cause cause : Cause.values()) {
            for (Advice advice : advice(cause, atomic("6.8.0", 3).build(), "i40e", absurd)) {
                assertThat(advice.attempt()).doesNotContain("=-");
            }
        }
    }
}
