// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

/** A failure long past, as the kernel told of it. Not a file in the jar: to open one there initialises much of the JDK. */
final class RehearsalReport {
    private static final String LINES = """
            [ 3158.263918] bash: page allocation failure: order:7, mode:0x44dc0(GFP_KERNEL|__GFP_ZERO|__GFP_RETRY_MAYFAIL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0
            [ 3158.263938] CPU: 0 UID: 0 PID: 8751 Comm: bash Not tainted 6.18.44 #1 PREEMPT(none)
            [ 3158.263941] Call Trace:
            [ 3158.263945]  <TASK>
            [ 3158.263962]  dump_stack_lvl+0x57/0x80
            [ 3158.263971]  warn_alloc+0x147/0x170
            [ 3158.263980]  __alloc_pages_slowpath.constprop.0+0x892/0xdf0
            [ 3158.263994]  __rb_allocate_pages+0x1d4/0x370
            [ 3158.264043]  ksys_write+0x66/0xe0
            [ 3158.264053]  entry_SYSCALL_64_after_hwframe+0x76/0x7e
            [ 3158.264086] RIP: 0033:0x7fa9bcef2350
            [ 3158.264245]  </TASK>
            [ 3158.264246] Mem-Info:
            [ 3158.264254] active_anon:380 inactive_anon:1162 isolated_anon:0
            [ 3158.264258] Node 0 active_anon:1520kB inactive_anon:4648kB active_file:24128kB inactive_file:24316kB unevictable:13188kB
            [ 3158.264273] Node 0 DMA32 free:93212kB boost:0kB min:8464kB low:11552kB high:14640kB reserved_highatomic:0KB present:3129216kB managed:3108224kB
            [ 3158.264318] lowmem_reserve[]: 0 0 21071 21071 21071
            [ 3158.264323] Node 0 Normal free:1096264kB boost:0kB min:59076kB low:80652kB high:102228kB reserved_highatomic:0KB present:22020096kB managed:21576888kB
            [ 3158.264328] lowmem_reserve[]: 0 0 0 0 0
            [ 3158.264348] Node 0 DMA32: 107*4kB (UME) 133*8kB (UME) 179*16kB (UME) 152*32kB (UME) 121*64kB (UME) 93*128kB (UME) 80*256kB (UME) 36*512kB (ME) 25*1024kB (UME) 0*2048kB 0*4096kB = 93380kB
            [ 3158.264366] Node 0 Normal: 3670*4kB (UE) 4976*8kB (UE) 5099*16kB (UE) 4110*32kB (UE) 3132*64kB (UE) 2184*128kB (UE) 1362*256kB (UE) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 1096264kB
            [ 3158.264388] 14380 total pagecache pages
            [ 3158.264393] 6291358 pages RAM
            [ 3158.264395] 120334 pages reserved
            """;

    private RehearsalReport() {}

    static String[] lines() {
        return LINES.split("\n");
    }
}
