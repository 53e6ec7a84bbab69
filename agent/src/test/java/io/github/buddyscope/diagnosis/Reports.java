// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.ZoneId;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Failure reports put together by hand, for tests that come before any parser. */
public final class Reports {
    private int order;
    private long mode;
    private List<String> flags = List.of();
    private String nodemask;
    private String cpuset;
    private String memsAllowed;
    private String task = "java";
    private String kernel;
    private String workqueue;
    private boolean interrupt;
    private Long freePages;
    private String header = "java: page allocation failure: order:0, mode:0x0";
    private final List<Frame> stack = new ArrayList<>();
    private final List<ReportZone> zones = new ArrayList<>();

    public static Reports kernel(String release) {
        Reports reports = new Reports();
        reports.kernel = release;
        return reports;
    }

    public Reports asked(int order, long mode, String... flags) {
        this.order = order;
        this.mode = mode;
        this.flags = List.of(flags);
        return this;
    }

    public Reports header(String text) {
        header = text;
        return this;
    }

    public Reports task(String name) {
        task = name;
        return this;
    }

    public Reports workqueue(String text) {
        workqueue = text;
        return this;
    }

    public Reports nodes(String nodemask, String cpuset, String memsAllowed) {
        this.nodemask = nodemask;
        this.cpuset = cpuset;
        this.memsAllowed = memsAllowed;
        return this;
    }

    public Reports inInterrupt() {
        interrupt = true;
        return this;
    }

    public Reports freePages(long pages) {
        freePages = pages;
        return this;
    }

    /** A frame such as {@code i40e_open [i40e]} or {@code ? warn_alloc}. */
    public Reports frame(String text) {
        boolean reliable = !text.startsWith("? ");
        String name = reliable ? text : text.substring(2);
        int open = name.indexOf(" [");
        stack.add(new Frame(
                open < 0 ? name : name.substring(0, open),
                open < 0 ? null : name.substring(open + 2, name.length() - 1),
                reliable));
        return this;
    }

    public Reports zone(Zone zone) {
        zones.add(zone.build());
        return this;
    }

    public FailureReport build() {
        return new FailureReport(
                FailureKind.PAGE_ALLOC_FAILURE,
                new KernelLine(1, header, null, LocalDateTime.of(0, 4, 14, 7, 32, 42), null, null),
                new Request(order, mode, flags, nodemask, cpuset, memsAllowed),
                new Origin(task, 138678, 6, kernel, null, null, workqueue, stack, interrupt),
                new MemInfo(freePages, null, zones, false),
                null,
                0,
                1,
                0,
                header);
    }

    /** The same report, but of another kind, request and detail. */
    public FailureReport of(FailureKind kind, Request request, FailureDetail detail) {
        FailureReport like = build();
        return new FailureReport(
                kind, like.header(), request, like.origin(), like.memory(), detail, 0, 1, 0, like.text());
    }

    public Diagnosis diagnose() {
        return Diagnostician.diagnose(build());
    }

    /** The seed's report: el7, order 5, asked for by i40e. */
    public static Reports seed() {
        return kernel("3.10.0-514.el7.x86_64")
                .task("kworker/u448:1")
                .workqueue("i40e i40e_service_task [i40e]")
                .header("kworker/u448:1: page allocation failure: order:5, mode:0x80d0")
                .asked(5, 0x80d0)
                .zone(Zone.of(0, "DMA", 14560, 40, 48, 60)
                        .buddy(
                                "0*4kB 0*8kB 0*16kB 1*32kB (U) 1*64kB (U) 1*128kB (U) 0*256kB 0*512kB 0*1024kB 1*2048kB (M)"
                                        + " 3*4096kB (UM) = 14560kB"))
                .zone(
                        Zone.of(0, "DMA32", 382056, 3284, 4104, 4924)
                                .buddy(
                                        "10*4kB (UM) 14*8kB (UEM) 13*16kB (UEM) 8*32kB (UEM) 12*64kB (UEM) 6*128kB (UEM)"
                                                + " 6*256kB (UEM) 5*512kB (UEM) 5*1024kB (UEM) 5*2048kB (UEM) 88*4096kB (UM) = 382056kB"))
                .zone(Zone.of(0, "Normal", 825916, 257700, 322124, 386548)
                        .buddy("67880*4kB (UEM) 30487*8kB (UEM) 16515*16kB (UEM) 1620*32kB (UEM) 2*64kB (UM) 0*128kB"
                                + " 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 831624kB"))
                .zone(Zone.of(1, "Normal", 933620, 263256, 329068, 394884)
                        .buddy("27029*4kB (UEM) 29623*8kB (UEM) 31667*16kB (UEM) 2003*32kB (UEM) 340*64kB (UEM) 7*128kB"
                                + " (UM) 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 938524kB"));
    }

    /** Order 7 on 6.18: Normal has nothing of 512 kB, DMA32 is closed by lowmem_reserve. */
    public static Reports order7() {
        return kernel("6.18.44-fc-v595")
                .task("bash")
                .asked(7, 0x44dc0, "GFP_KERNEL", "__GFP_ZERO", "__GFP_RETRY_MAYFAIL", "__GFP_COMP")
                .nodes("(null)", "/", "0")
                .freePages(301209)
                .frame("dump_stack_lvl")
                .frame("warn_alloc")
                .frame("__alloc_pages_slowpath.constprop.0")
                .frame("__rb_allocate_pages")
                .frame("? srso_alias_return_thunk")
                .frame("ring_buffer_resize")
                .zone(Zone.of(0, "DMA", 15360, 40, 52, 64)
                        .boost(0)
                        .highatomic(0, 0L)
                        .sizes(15992, 15360, 0)
                        .reserve(0, 3019, 24090, 24090, 24090)
                        .buddy("0*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 1*1024kB (U) 1*2048kB (M)"
                                + " 3*4096kB (M) = 15360kB"))
                .zone(Zone.of(0, "DMA32", 93212, 8464, 11552, 14640)
                        .boost(0)
                        .highatomic(0, 0L)
                        .sizes(3129344, 3091672, 0)
                        .reserve(0, 0, 21071, 21071, 21071)
                        .buddy("107*4kB (UME) 133*8kB (UME) 179*16kB (UME) 152*32kB (UME) 121*64kB (UME) 93*128kB (UME)"
                                + " 80*256kB (UME) 36*512kB (ME) 25*1024kB (UME) 0*2048kB 0*4096kB = 93380kB"))
                .zone(Zone.of(0, "Normal", 1096264, 59076, 80652, 102228)
                        .boost(0)
                        .highatomic(0, 0L)
                        .sizes(22020096, 21577064, 0)
                        .reserve(0, 0, 0, 0, 0)
                        .buddy(
                                "3670*4kB (UE) 4976*8kB (UE) 5099*16kB (UE) 4110*32kB (UE) 3132*64kB (UE) 2184*128kB (UE)"
                                        + " 1362*256kB (UE) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 1096264kB"));
    }

    /** A zone of such a report. */
    public static final class Zone {
        private final ZoneId id;
        private final Long free;
        private final Long min;
        private final Long low;
        private final Long high;
        private Long boost;
        private Long reservedHighatomic;
        private Long freeHighatomic;
        private Long present;
        private Long managed;
        private Long cma;
        private List<Long> reserve;
        private BuddyList buddy;

        private Zone(ZoneId id, Long free, Long min, Long low, Long high) {
            this.id = id;
            this.free = free;
            this.min = min;
            this.low = low;
            this.high = high;
        }

        public static Zone of(int node, String name, long free, long min, long low, long high) {
            return new Zone(new ZoneId(node, name), free, min, low, high);
        }

        public static Zone withoutLine(int node, String name) {
            return new Zone(new ZoneId(node, name), null, null, null, null);
        }

        public Zone boost(long kb) {
            boost = kb;
            return this;
        }

        public Zone highatomic(long reservedKb, Long freeKb) {
            reservedHighatomic = reservedKb;
            freeHighatomic = freeKb;
            return this;
        }

        /** All that kernels before 3.10 print. */
        public Zone present(long kb) {
            present = kb;
            return this;
        }

        public Zone sizes(long presentKb, long managedKb, long freeCmaKb) {
            present = presentKb;
            managed = managedKb;
            cma = freeCmaKb;
            return this;
        }

        public Zone reserve(long... pages) {
            reserve = new ArrayList<>();
            for (long p : pages) {
                reserve.add(p);
            }
            return this;
        }

        public Zone buddy(String line) {
            List<Long> counts = new ArrayList<>();
            List<Long> blockKb = new ArrayList<>();
            List<String> types = new ArrayList<>();
            boolean letters = line.contains("(");
            for (String word : line.substring(0, line.indexOf('=')).split(" ")) {
                if (word.contains("*")) {
                    counts.add(Long.parseLong(word.substring(0, word.indexOf('*'))));
                    blockKb.add(Long.parseLong(word.substring(word.indexOf('*') + 1, word.indexOf("kB"))));
                    if (letters) {
                        types.add("");
                    }
                } else if (word.startsWith("(")) {
                    types.set(types.size() - 1, word.substring(1, word.length() - 1));
                }
            }
            long[] array = counts.stream().mapToLong(Long::longValue).toArray();
            buddy = new BuddyList(FreeBlocks.of(array), blockKb, types, null);
            return this;
        }

        ReportZone build() {
            return new ReportZone(
                    id,
                    free,
                    boost,
                    min,
                    low,
                    high,
                    reservedHighatomic,
                    freeHighatomic,
                    present,
                    managed,
                    null,
                    cma,
                    reserve,
                    buddy);
        }
    }
}
