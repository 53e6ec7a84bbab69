// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Request;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What kinds other than a plain page allocation failure tell, and what they can't. */
class KindVerdictTest {
    private static final Request KERNEL = new Request(0, 0xcc0, List.of("GFP_KERNEL"), null, null, null);
    private static final String BLOCKS =
            "1000*4kB (UME) 1000*8kB (UME) 1000*16kB (UME) 500*32kB (UME) 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB"
                    + " 0*4096kB = 44000kB";

    private static Reports host(long free) {
        return Reports.kernel("5.15.0")
                .zone(Zone.of(0, "Normal", free, 30000, 37500, 45000)
                        .highatomic(0, 0L)
                        .sizes(8000000, 8000000, 0)
                        .reserve(0, 0, 0, 0, 0)
                        .buddy(BLOCKS));
    }

    @Nested
    class OomKills {
        private Diagnosis killed(Reports host, Request request, String constraint, Long limitKb, Long usageKb) {
            OomKill detail =
                    new OomKill(0, constraint, null, null, limitKb, usageKb, "java", 7, 1048576L, false, false, 0);
            return Diagnostician.diagnose(host.of(FailureKind.OOM_KILL, request, detail));
        }

        @Test
        void belowMinItIsAShortageForSure() {
            Diagnosis diagnosis = killed(host(29000), KERNEL, "CONSTRAINT_NONE", null, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
            assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
            assertThat(diagnosis.summary())
                    .contains("killed java (pid 7, 1024 MiB resident)", "last look before a kill");
        }

        /** Above min a page could have been had; the last look asks for high. */
        @Test
        void betweenMinAndHighItIsLessSure() {
            Diagnosis diagnosis = killed(host(40000), KERNEL, "CONSTRAINT_NONE", null, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
            assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
            assertThat(diagnosis.zones().get(0).requiredKb()).isEqualTo(45000);
        }

        @Test
        void aboveHighNoZoneExplainsIt() {
            Diagnosis diagnosis = killed(host(60000), KERNEL, "CONSTRAINT_NONE", null, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(diagnosis.summary()).contains("gave its memory back meanwhile");
        }

        @Test
        void aGroupsLimitHasNothingToDoWithTheZones() {
            Diagnosis diagnosis = killed(host(29000), KERNEL, "CONSTRAINT_MEMCG", 1048576L, 1048556L);
            assertThat(diagnosis.cause()).isEqualTo(Cause.CGROUP_LIMIT);
            assertThat(diagnosis.zones()).isEmpty();
            assertThat(diagnosis.missing()).isEmpty();
            assertThat(diagnosis.summary()).contains("used 1023 MiB of its limit of 1024 MiB");
        }

        @Test
        void aCpusetOrPolicyIsAConstraint() {
            assertThat(killed(host(29000), KERNEL, "CONSTRAINT_CPUSET", null, null)
                            .cause())
                    .isEqualTo(Cause.CONSTRAINED);
            assertThat(killed(host(29000), KERNEL, "CONSTRAINT_MEMORY_POLICY", null, null)
                            .cause())
                    .isEqualTo(Cause.CONSTRAINED);
        }

        @Test
        void whereSomebodyAskedForItNothingHadFailed() {
            Request byHand = new Request(-1, 0xcc0, List.of("GFP_KERNEL"), null, null, null);
            Diagnosis diagnosis = killed(host(29000), byHand, "CONSTRAINT_NONE", null, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
            assertThat(diagnosis.summary()).contains("by hand (sysrq-f)");
        }

        @Test
        void aKillerThatCouldNotWaitIsNoAtomicRequest() {
            Request none = new Request(0, 0, List.of(), null, null, null);
            Diagnosis diagnosis = killed(host(29000), none, null, null, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(diagnosis.atomic()).isFalse();
            assertThat(diagnosis.summary()).contains("a page fault called the killer");
        }
    }

    @Nested
    class Vmalloc {
        private Diagnosis vmalloc(Reports host, Long bytes, Long allocated, String reason) {
            return Diagnostician.diagnose(
                    host.of(FailureKind.VMALLOC_FAILURE, KERNEL, new FailureDetail.Vmalloc(bytes, allocated, reason)));
        }

        @Test
        void moreThanTheMachineHasIsRefusedAtOnce() {
            assertThat(vmalloc(host(60000), 4294643712L, null, "exceeds total pages")
                            .confidence())
                    .isEqualTo(Confidence.HIGH);
            Diagnosis old = vmalloc(host(60000), 17178820608L, null, null);
            assertThat(old.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(old.summary()).contains("more was asked for than the 7812 MiB".replace("more", "More"));
        }

        @Test
        void pagesAreAMatterOfTheZones() {
            Diagnosis diagnosis = vmalloc(host(29000), 20480L, 12288L, null);
            assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
            assertThat(diagnosis.bytes()).isEqualTo(20480);
            assertThat(diagnosis.zones().get(0).suitableBlocks()).isEqualTo(1000 + 2000 + 4000 + 4000);
        }

        @Test
        void withPagesEnoughAFatalSignalMayHaveStoppedIt() {
            assertThat(vmalloc(host(60000), 20480L, 12288L, null).summary()).contains("fatal signal");
        }

        @Test
        void hugePagesAreAskedForInOnePieceAndThenSingly() {
            Diagnosis diagnosis = vmalloc(host(60000), 14680064L, null, "page order 9, failed to allocate pages");
            assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
            assertThat(diagnosis.judgement().blockKb()).isEqualTo(2048);
            assertThat(diagnosis.summary()).contains("tries again with single pages");
        }

        @Test
        void withoutARangeOfAddressesMemoryIsNoMatter() {
            Diagnosis diagnosis = vmalloc(host(60000), 4096L, null, "vm_struct allocation failed");
            assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
            assertThat(vmalloc(host(29000), 4096L, null, "vm_struct allocation failed")
                            .confidence())
                    .as("no memory for the small object is possible too")
                    .isEqualTo(Confidence.LOW);
        }
    }

    @Nested
    class Areas {
        private Diagnosis swiotlb(long bytes, Long total, Long used) {
            return Diagnostician.diagnose(Reports.kernel(null)
                    .of(FailureKind.SWIOTLB_FULL, null, new FailureDetail.Swiotlb("xhci", bytes, total, used)));
        }

        @Test
        void noMappingHasMoreThan128Slots() {
            assertThat(swiotlb(262145, 32768L, 0L).summary()).contains("at most 256 KiB");
            assertThat(swiotlb(262144, 32768L, 0L).summary()).contains("had room", "no run of 128 free slots");
            assertThat(swiotlb(262144, 32768L, 32700L).summary()).contains("was full");
            assertThat(swiotlb(4096, null, null).summary()).contains("before 5.2");
        }

        @Test
        void theErrorOfACmaAreaTellsRoomFromPinnedPages() {
            assertThat(cma(-12).summary()).contains("no free run");
            assertThat(cma(-16).summary()).contains("somebody held them");
            assertThat(cma(-4).confidence()).isEqualTo(Confidence.HIGH);
            assertThat(cma(-22).cause()).isEqualTo(Cause.UNKNOWN);
        }

        private Diagnosis cma(int error) {
            return Diagnostician.diagnose(Reports.kernel(null)
                    .of(FailureKind.CMA_FAILURE, null, new FailureDetail.Cma("linux,cma", 972, error)));
        }
    }

    @Test
    void aStallIsSlowAndSaysNoMoreThanThat() {
        Diagnosis diagnosis = Diagnostician.diagnose(
                host(29000).of(FailureKind.PAGE_ALLOC_STALL, KERNEL, new FailureDetail.Stall(10079)));
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(diagnosis.summary()).contains("after 10 seconds", "had not failed yet");
    }

    @Test
    void aSlabIsJudgedByTheLeastOrderThatWouldHaveDone() {
        Request request = new Request(null, 0xcc0, List.of("GFP_KERNEL"), null, null, null);
        FailureDetail.Slab slab = new FailureDetail.Slab(-1, "kmalloc-8k", 8192L, 8192L, 4, 3, List.of());
        Diagnosis diagnosis = Diagnostician.diagnose(host(60000).of(FailureKind.SLAB_FAILURE, request, slab));
        assertThat(diagnosis.bytes()).isEqualTo(32768);
        assertThat(diagnosis.zones().get(0).rejected()).isEqualTo(Rejection.NONE);
    }
}
