// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.parse.kernel.Logs;
import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.dump.ZoneName;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineMenderTest {
    private static final String REPORT = "/corpus/019-x86-5.15-2node-mountnfs-order5.log";

    private static List<String> mended(String... lines) {
        List<String> out = new ArrayList<>();
        LineMender mender = new LineMender(line -> out.add(line.text()));
        for (int i = 0; i < lines.length; i++) {
            LogPrefix.parse(i + 1, lines[i]).forEach(mender::accept);
        }
        mender.flush();
        return out;
    }

    /** The line as the kernel's own calls of printk make it, from 4.9 to the buffer that came with 5.10. */
    private static List<String> printed(String text) {
        List<String> pieces = new ArrayList<>();
        int header = text.indexOf(": page allocation failure");
        if (header > 0) {
            int mode = text.indexOf(", mode:");
            pieces.add(text.substring(0, header + 2));
            pieces.add(text.substring(header + 2, mode));
            pieces.add(text.substring(mode));
            return pieces;
        }
        ZoneName zone = ZoneName.parse(text);
        DumpLine dump = DumpLine.of(text);
        if (dump == null || dump.kind() != DumpLine.Kind.RESERVE && zone == null) {
            return List.of(text);
        }
        int node = text.startsWith("Node ") ? text.indexOf(' ', 5) + 1 : 0;
        if (node > 0) {
            pieces.add(text.substring(0, node));
        }
        switch (dump.kind()) {
            case ZONE -> pieces.add(text.substring(node));
            case RESERVE, BUDDY -> {
                int from = node;
                for (int at = text.indexOf(' ', node); at >= 0; at = text.indexOf(' ', at + 1)) {
                    boolean reserve = dump.kind() == DumpLine.Kind.RESERVE;
                    boolean total = text.startsWith("= ", at - 1);
                    if (!total) {
                        pieces.add(text.substring(from, reserve ? at : at + 1));
                        from = reserve ? at : at + 1;
                    }
                }
                pieces.add(text.substring(from));
            }
            default -> pieces.add(text.substring(node));
        }
        return pieces;
    }

    private static List<String> fragments(BiFunction<KernelLine, Boolean, String> prefix) {
        List<String> lines = new ArrayList<>();
        for (KernelLine line : Logs.stamped(REPORT)) {
            boolean first = true;
            for (String piece : printed(line.text())) {
                lines.add(prefix.apply(line, first) + piece);
                first = false;
            }
        }
        return lines;
    }

    private static void assertSame(List<String> lines) {
        FailureReport whole = Logs.failures(Logs.lines(REPORT)).get(0);
        List<FailureReport> failures = Logs.failures(lines);
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).header().text()).isEqualTo(whole.header().text());
        assertThat(failures.get(0).request()).isEqualTo(whole.request());
        assertThat(failures.get(0).origin()).isEqualTo(whole.origin());
        assertThat(failures.get(0).memory()).isEqualTo(whole.memory());
    }

    @Test
    void joinsWhatTheKernelPrintedInPieces() {
        assertSame(fragments((line, first) -> "Feb 19 16:20:13 h kernel: "));
        assertSame(fragments(
                (line, first) -> "Feb 19 16:20:13 h kernel: [" + line.kernelMicros() / 1_000_000 + ".000001] "));
    }

    @Test
    void joinsThePiecesWhoseBlankTheDaemonCutOff() {
        assertSame(fragments((line, first) -> "Feb 19 16:20:13 h kernel: ").stream()
                .map(String::stripTrailing)
                .toList());
    }

    @Test
    void joinsRecordsThatArePiecesOfALine() {
        assertSame(fragments((line, first) -> "4,1," + line.kernelMicros() + (first ? ",c;" : ",+;"))); // 3.5 to 4.9
        assertSame(fragments((line, first) -> "4,1," + line.kernelMicros() + (first ? ",-;" : ",c;"))); // since 4.10
    }

    @Test
    void doesNotJoinThePiecesOfTwoCallers() {
        assertThat(mended("[    1.000000][T1] lowmem_reserve[]: 0 3", "[    1.000001][T2]  4 5"))
                .containsExactly("lowmem_reserve[]: 0 3", " 4 5");
    }

    @Test
    void doesNotJoinPiecesThatAreSecondsApart() {
        assertThat(mended("[    1.000000] Node 0 ", "[    3.000000] Normal free:1kB min:1kB low:1kB high:1kB"))
                .containsExactly("Node 0 ", "Normal free:1kB min:1kB low:1kB high:1kB");
        assertThat(mended("[    1.000000] Node 0 ", "[    1.000001] Normal free:1kB min:1kB low:1kB high:1kB"))
                .containsExactly("Node 0 Normal free:1kB min:1kB low:1kB high:1kB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd invoked oom-killer: gfp_mask=0x101c4a(GFP_NOFS|__GFP_HIGHMEM), order=3, oom_score_adj=0",
                "irqbalance invoked oom-killer: gfp_mask=0x24280ca(GFP_HIGHUSER_MOVABLE), nodemask=0-1, order=0,  oom_score_adj=0",
                "x: vmalloc error: size 4096, failed to map pages, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0-1",
                "y: vmemmap alloc failure: order:9, mode:0x4cc0(GFP_KERNEL|__GFP_NOFAIL), nodemask=(null),cpuset=/,mems_allowed=0",
                "kworker/1:1: page allocation stalls for 10001ms, order:0, mode:0x1(X), nodemask=(null)",
                "SLUB: Unable to allocate memory on node -1, gfp=0x400cc0(GFP_KERNEL_ACCOUNT)",
                "SLUB: Unable to allocate memory on CPU 3 (of node 1) on node -1, gfp=0x820(GFP_ATOMIC)",
                "  cache: skbuff_head_cache, object size: 224, buffer size: 256, default order: 0, min order: 0",
                "nvme 0000:01:00.0: swiotlb buffer is full (sz: 352256 bytes), total 32768 (slots), used 222 (slots)",
                "cma: cma_alloc: reserved: alloc failed, req-size: 16 pages, ret: -12",
                "Out of memory: Killed process 17 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0",
                "Memory cgroup out of memory: Kill process 3 (a b) score 1 or sacrifice child",
                "memory: usage 1048556kB, limit 1048576kB, failcnt 153",
                "warn_alloc: 3 callbacks suppressed",
                "java cpuset=docker-0123456789abcdef.scope mems_allowed=0-1",
                "CPU: 3 UID: 0 PID: 7 Comm: kworker/3:1 Tainted: G        W          6.12.0-rc5 #1",
                "Hardware name: Dell Inc. PowerEdge R740/0YWR7D, BIOS 2.12.2 07/09/2021",
                "Workqueue: i40e i40e_service_task [i40e]",
                " ? i40e_alloc_rx_buffers+0x5d6/0x930 [i40e]",
                "[<c0411500>] (unwind_backtrace) from [<c040b66c>] (show_stack+0x10/0x14)",
                "Node 0 Normal free:1kB boost:0kB min:2kB low:3kB high:4kB writepending:0kB all_unreclaimable? no",
                "lowmem_reserve[]: 0 3019 24090 24090 24090"
            })
    void joinsALineThatWasBrokenAtAnyOfItsBlanks(String line) {
        for (String prefix : List.of("[   12.345678] ", "Mar 13 11:16:48 h kernel: ")) {
            int from = line.startsWith("cma") || line.startsWith("nvme")
                    ? line.indexOf("alloc failed") + 40
                    : firstBreak(line);
            for (int blank = line.indexOf(' ', from); blank > 0; blank = line.indexOf(' ', blank + 1)) {
                if (line.charAt(blank + 1) == ' ' || line.charAt(blank - 1) == ' ') {
                    continue;
                }
                assertThat(mended(prefix + line.substring(0, blank), line.substring(blank + 1)))
                        .as("broken at %d", blank)
                        .containsExactly(line);
                assertThat(mended("> " + prefix + line.substring(0, blank + 1), "> " + line.substring(blank + 1)))
                        .as("broken at %d", blank)
                        .containsExactly(line);
            }
        }
    }

    /** Behind the words by which a line is known. */
    private static int firstBreak(String line) {
        for (String known : List.of(
                "vmalloc error:",
                "vmemmap alloc failure",
                "page allocation stalls",
                "oom-killer:",
                "SLUB: Unable to allocate memory on",
                "  cache:",
                "emory: Kill",
                "memory: usage",
                "warn_alloc: 3 callbacks",
                "cpuset=",
                "PID:",
                "Hardware name: Dell",
                "Workqueue: i40e",
                " ? i40e",
                " from",
                "Node 0",
                "lowmem_reserve[]:")) {
            int at = line.indexOf(known);
            if (at >= 0) {
                return at + known.length();
            }
        }
        throw new AssertionError(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[    1.000000] Node 0 DMA free:1kB min:2kB low:3kB high:4kB | lowmem_reserve[]: 0 1",
                "[    1.000000] Node 0 DMA free:1kB min:2kB low:3kB hi | Node 0 DMA32 free:1kB min:2kB low:3kB high:4kB",
                "[    1.000000] Node 0 DMA free:1kB min:2kB low:3kB high:4kB | free:126601 free_pcp:1336 free_cma:0",
                "[    1.000000] Node 0 DMA free:1kB min:2kB low:3kB high:4kB | sshd: key:value here",
                "[    1.000000] lowmem_reserve[]: 0 1 | 3578326 total pagecache pages",
                "[    1.000000] lowmem_reserve[]: 0 1 | 00000000 00000001",
                "[    1.000000] Node 0 DMA: 0*4kB 0*8kB | Node 0 DMA32: 0*4kB 0*8kB",
                "[    1.000000] Node 0 DMA: 0*4kB 0*8kB | 0*32kB 0*64kB",
                "[    1.000000] CPU: 2 PID: 7 Comm: x Tainted: P | Call Trace:",
                "[    1.000000] CPU: 2 PID: 7 Comm: x Tainted: P | nothing of it",
                "[    1.000000] Hardware name: Generic DT based system | and a mail goes on",
                "[    1.000000]  do_sys_open+0x17f/0x250 | [12345.678] what?",
                "[    1.000000] java: page allocation failure: order:4, mode:0x20 | What does that mean?",
                "[    1.000000] java: page allocation failure: order:4, mode:0x20(GFP_ATOMIC) | (see below)",
                "[    1.000000] java: page allocation failure: order:4, | I see that since May.",
                "[    1.000000] x invoked oom-killer: gfp_mask=0xd0, order=0, | perl: page allocation failure: order:2, mode:0x20"
            })
    void leavesApartWhatDoesNotMakeALineOfTheKernels(String first, String second) {
        assertThat(mended(first, second)).containsExactly(LogPrefix.textOf(first), second);
    }

    @Test
    void givesTheMendedLineTheStampsOfItsFirstPiece() {
        List<KernelLine> out = new ArrayList<>();
        LineMender mender = new LineMender(out::add);
        LogPrefix.parse(7, "[    1.500000][T12] Node 0 DMA free:1kB").forEach(mender::accept);
        LogPrefix.parse(8, "min:2kB low:3kB high:4kB").forEach(mender::accept);
        assertThat(out).isEmpty();
        assertThat(mender.holding()).isTrue();
        mender.flush();
        assertThat(mender.holding()).isFalse();
        assertThat(out)
                .containsExactly(new KernelLine(
                        7, "Node 0 DMA free:1kB min:2kB low:3kB high:4kB", 1_500_000L, null, "T12", null));
    }

    @Test
    void holdsNoMoreThanItSays() {
        for (String unit : List.of("a:0kB ", "0*4kB ", "0 ", "(U) ", "x ", ", ", "= ")) {
            for (String first : List.of(
                    "Node 0 DMA free:1kB ",
                    "Node 0 DMA: 0*4kB ",
                    "lowmem_reserve[]: 0 ",
                    "x invoked oom-killer: ",
                    "CPU: 1 PID: 2 Comm: x ",
                    "x: page allocation failure: ")) {
                List<String> lines = new ArrayList<>(List.of("[    1.000000] " + first));
                for (int i = 0; i < 10_000; i++) {
                    lines.add(unit.repeat(1 + i % 40));
                }
                List<Integer> lengths = new ArrayList<>();
                LineMender mender = new LineMender(l -> lengths.add(l.text().length()));
                for (int i = 0; i < lines.size(); i++) {
                    LogPrefix.parse(i + 1, lines.get(i)).forEach(mender::accept);
                    assertThat(i - lengths.size()).isLessThan(lines.size());
                }
                mender.flush();
                assertThat(lengths).allMatch(length -> length <= LineMender.MAX_LENGTH);
                assertThat(lengths.size()).isGreaterThan(lines.size() - 2 * LineMender.MAX_PIECES);
            }
        }
    }

    @Test
    void anotherProcessorsLineBetweenTwoPiecesLeavesTheRowOut() {
        MemInfo memory = Logs.failure("""
                        [    1.000000] java: page allocation failure: order:4, mode:0x20
                        [    1.000001] Mem-Info:
                        [    1.000002] Node 0 DMA free:15360kB min:120kB low:148kB high:176kB
                        [    1.000003] Node 0 DMA: 0*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB
                        [    1.000003] usb 1-1: new device
                        [    1.000004] 0*256kB 0*512kB 1*1024kB (U) 1*2048kB (M) 3*4096kB (M) = 15360kB
                        """).memory();
        assertThat(memory.cut()).isTrue();
        assertThat(memory.zones().get(0).buddy()).isNull();
    }
}
