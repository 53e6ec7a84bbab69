// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A report of 6.18 as {@code /dev/kmsg} gave it, record by record. */
class RecordsReportTest {
    private static final List<String> RECORDS = Logs.lines("/corpus/kmsg-x86-6.18-order7.kmsg");
    private static final KernelLine.Arrival ARRIVAL = new KernelLine.Arrival(42, true);
    private static final List<Long> BLOCK_KB = List.of(4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 4096L);

    private final FailureReport failure = live();

    private static FailureReport live() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        for (String record : RECORDS) {
            byte[] bytes = (record + "\n").getBytes(StandardCharsets.UTF_8);
            KmsgRecord.parse(bytes, bytes.length).lines(ARRIVAL).forEach(assembler::accept);
        }
        assertThat(failures).isEmpty();
        assembler.idle();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @Test
    void hasTheRecordsNumberAndStamp() {
        assertThat(failure.header())
                .isEqualTo(new KernelLine(
                        801,
                        "bash: page allocation failure: order:7, mode:0x44dc0(GFP_KERNEL|__GFP_ZERO|__GFP_RETRY_MAYFAIL|__GFP_COMP),"
                                + " nodemask=(null),cpuset=/,mems_allowed=0",
                        3158263918L,
                        null,
                        null,
                        ARRIVAL));
        assertThat(failure.droppedLines()).isZero();
        assertThat(failure.text().lines()).hasSize(RECORDS.size() + 7);
    }

    @Test
    void saysWhatWasAsked() {
        assertThat(failure.request())
                .isEqualTo(new Request(
                        7,
                        0x44dc0,
                        List.of("GFP_KERNEL", "__GFP_ZERO", "__GFP_RETRY_MAYFAIL", "__GFP_COMP"),
                        "(null)",
                        "/",
                        "0"));
    }

    @Test
    void saysByWhom() {
        assertThat(failure.origin().task()).isEqualTo("bash");
        assertThat(failure.origin().pid()).isEqualTo(8751);
        assertThat(failure.origin().cpu()).isZero();
        assertThat(failure.origin().kernel()).isEqualTo("6.18.44-fc-v595");
        assertThat(failure.origin().tainted()).isNull();
        assertThat(failure.origin().hardware()).isNull();
        assertThat(failure.origin().workqueue()).isNull();
        assertThat(failure.origin().interruptContext()).isFalse();
        assertThat(failure.origin().stack()).hasSize(26);
        assertThat(failure.origin().stack().stream().filter(Frame::reliable).map(Frame::function))
                .containsExactly(
                        "dump_stack_lvl",
                        "warn_alloc",
                        "__alloc_pages_slowpath.constprop.0",
                        "__alloc_frozen_pages_noprof",
                        "__alloc_pages_noprof",
                        "__rb_allocate_pages",
                        "ring_buffer_resize",
                        "tracing_resize_ring_buffer",
                        "tracing_entries_write",
                        "vfs_write",
                        "ksys_write",
                        "do_syscall_64",
                        "entry_SYSCALL_64_after_hwframe");
    }

    @Test
    void saysWhatWasFree() {
        assertThat(failure.memory().freePages()).isEqualTo(301209);
        assertThat(failure.memory().freeCmaPages()).isZero();
        assertThat(failure.memory().cut()).isFalse();
        assertThat(failure.memory().zones())
                .containsExactly(
                        new ReportZone(
                                new ZoneId(0, "DMA"),
                                15360L,
                                0L,
                                40L,
                                52L,
                                64L,
                                0L,
                                0L,
                                15992L,
                                15360L,
                                0L,
                                0L,
                                List.of(0L, 3019L, 24090L, 24090L, 24090L),
                                list(
                                        15360,
                                        List.of("", "", "", "", "", "", "", "", "U", "M", "M"),
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        1,
                                        1,
                                        3)),
                        new ReportZone(
                                new ZoneId(0, "DMA32"),
                                93212L,
                                0L,
                                8464L,
                                11552L,
                                14640L,
                                0L,
                                0L,
                                3129344L,
                                3091672L,
                                0L,
                                0L,
                                List.of(0L, 0L, 21071L, 21071L, 21071L),
                                list(
                                        93380,
                                        List.of("UME", "UME", "UME", "UME", "UME", "UME", "UME", "ME", "UME", "", ""),
                                        107,
                                        133,
                                        179,
                                        152,
                                        121,
                                        93,
                                        80,
                                        36,
                                        25,
                                        0,
                                        0)),
                        new ReportZone(
                                new ZoneId(0, "Normal"),
                                1096264L,
                                0L,
                                59076L,
                                80652L,
                                102228L,
                                0L,
                                0L,
                                22020096L,
                                21577064L,
                                44L,
                                0L,
                                List.of(0L, 0L, 0L, 0L, 0L),
                                list(
                                        1096264,
                                        List.of("UE", "UE", "UE", "UE", "UE", "UE", "UE", "", "", "", ""),
                                        3670,
                                        4976,
                                        5099,
                                        4110,
                                        3132,
                                        2184,
                                        1362,
                                        0,
                                        0,
                                        0,
                                        0)));
    }

    @Test
    void readsTheSameFromAFileOfRecords() {
        FailureReport pasted = Logs.failures(RECORDS).get(0);
        assertThat(pasted.header().number()).isEqualTo(1);
        assertThat(pasted).usingRecursiveComparison().ignoringFields("header").isEqualTo(failure);
    }

    private static BuddyList list(long total, List<String> types, long... blocks) {
        return new BuddyList(FreeBlocks.of(blocks), BLOCK_KB, types, total);
    }
}
