// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import static io.github.buddyscope.diagnosis.origin.Fallback.Outcome.GIVES_UP;
import static io.github.buddyscope.diagnosis.origin.Fallback.Outcome.RETRIES;

import io.github.buddyscope.diagnosis.origin.Fallback.Outcome;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Origin.Frame;

/**
 * What callers are known to do without the block, by their sources. Most that can do with less ask for the large block
 * quietly ({@code __GFP_NOWARN}), so a report from them is about their last attempt; only kinds and orders for which the
 * answer is known are here.
 */
final class Fallbacks {
    /** For a request of any order, or of more than one page only. */
    private enum For {
        ANY,
        LARGE
    }

    private static final Row[] TABLE = {
        // mm/huge_memory.c, mm/khugepaged.c
        row(For.LARGE, RETRIES, "the process gets small pages instead", "do_huge_pmd_*", "__do_huge_pmd_*"),
        row(For.LARGE, RETRIES, "the process gets small pages instead", "alloc_anon_folio"),
        row(
                For.LARGE,
                RETRIES,
                "the pages stay small and are looked at again later",
                "khugepaged*",
                "collapse_huge_page"),
        // mm/sparse-vmemmap.c and arch: vmemmap_populate_basepages
        row(For.LARGE, RETRIES, "the map is built of small pages instead", "vmemmap_populate_hugepages"),
        // net/core/skbuff.c, net/core/sock.c
        row(For.LARGE, RETRIES, "single pages are taken instead", "skb_page_frag_refill", "__page_frag_cache_refill"),
        row(For.LARGE, RETRIES, "single pages are taken instead", "page_frag_alloc*", "__page_frag_alloc*"),
        row(For.ANY, RETRIES, "the sender waits for memory and goes on", "tcp_sendmsg*"),
        // drivers/iommu/dma-iommu.c
        row(For.LARGE, RETRIES, "smaller blocks are mapped instead", "__iommu_dma_alloc_pages"),
        // drivers/scsi/sg.c
        row(For.LARGE, RETRIES, "smaller blocks are taken instead", "sg_build_indirect"),
        // the Intel drivers count alloc_rx_buff_failed and try at the next poll; virtio_net has work for it
        row(For.ANY, RETRIES, "it tries again at the next poll, until then packets may be dropped", "e1000_alloc_*rx*"),
        row(For.ANY, RETRIES, "it tries again at the next poll, until then packets may be dropped", "igb_alloc_rx_*"),
        row(For.ANY, RETRIES, "it tries again at the next poll, until then packets may be dropped", "igc_alloc_rx_*"),
        row(
                For.ANY,
                RETRIES,
                "it tries again at the next poll, until then packets may be dropped",
                "ixgbe*_alloc_rx_*"),
        row(For.ANY, RETRIES, "it tries again at the next poll, until then packets may be dropped", "i40e_alloc_rx_*"),
        row(For.ANY, RETRIES, "it tries again at the next poll, until then packets may be dropped", "ice_alloc_rx_*"),
        row(For.ANY, RETRIES, "it tries again later, until then packets may be dropped", "try_fill_recv"),
        // mm/readahead.c: a reader that needs the page asks for it by itself
        row(
                For.ANY,
                RETRIES,
                "nothing is read ahead, and the reader asks again page by page",
                "__do_page_cache_readahead"),
        row(
                For.ANY,
                RETRIES,
                "nothing is read ahead, and the reader asks again page by page",
                "page_cache_ra_unbounded"),
        // kernel/fork.c, kernel/trace/ring_buffer.c, fs/binfmt_elf.c, fs/proc/proc_sysctl.c, fs/seq_file.c
        row(For.ANY, GIVES_UP, "the new process or thread isn't made", "copy_process"),
        row(
                For.ANY,
                GIVES_UP,
                "the buffer keeps its size, and the write fails",
                "ring_buffer_resize",
                "ring_buffer_subbuf_*"),
        row(For.ANY, GIVES_UP, "there is no core dump, or only a part of it", "elf_core_dump", "do_coredump"),
        row(For.ANY, GIVES_UP, "the read or write below /proc/sys fails", "proc_sys_call_handler"),
        row(For.LARGE, GIVES_UP, "the read fails", "seq_read*"),
        row(For.ANY, GIVES_UP, "the kernel to boot into isn't loaded", "kimage_alloc_*"),
        row(For.ANY, GIVES_UP, "the call of the socket's user fails", "sock_alloc_send_pskb", "sock_alloc_send_skb"),
        row(For.ANY, GIVES_UP, "the USB transfer fails", "proc_do_submiturb", "proc_bulk"),
    };

    private Fallbacks() {}

    /** @param within how many frames of the trail, from inside, have to do with the origin */
    static Fallback of(Attempt attempt, Trail trail, int within) {
        FailureKind kind = attempt.report().kind();
        boolean sized = kind == FailureKind.PAGE_ALLOC_FAILURE
                || kind == FailureKind.SLAB_FAILURE
                || kind == FailureKind.VMEMMAP_FAILURE;
        if (kind == FailureKind.PAGE_ALLOC_STALL || kind == FailureKind.OOM_KILL) {
            return Fallback.UNKNOWN; // neither has failed
        }
        // a vmalloc that fails was itself the second try of kvmalloc
        boolean last = !sized || trail.has("__vmalloc_node_range", "__vmalloc_area_node");
        Frame second = trail.first("kvmalloc_node", "__kvmalloc_node", "kvmalloc");
        if (second != null && attempt.order() > 0 && !last) {
            return new Fallback(RETRIES, Trail.text(second), "memory that isn't in one piece is taken instead");
        }
        if (second != null && last) {
            return new Fallback(
                    GIVES_UP, Trail.text(second), "what was to come from separate pages was the second try");
        }
        for (int i = 0; i < within; i++) {
            Fallback found = sized ? at(attempt, trail.frames().get(i)) : null;
            if (found != null) {
                return found;
            }
        }
        return Fallback.UNKNOWN;
    }

    private static Fallback at(Attempt attempt, Frame frame) {
        for (Row row : TABLE) {
            if (row.order == For.LARGE && attempt.order() <= 0) {
                continue;
            }
            for (String pattern : row.patterns) {
                if (Pattern.matches(pattern, frame.function())) {
                    return new Fallback(row.outcome, Trail.text(frame), row.words);
                }
            }
        }
        return null;
    }

    private static Row row(For order, Outcome outcome, String words, String... patterns) {
        return new Row(order, outcome, words, patterns);
    }

    private record Row(For order, Outcome outcome, String words, String[] patterns) {}
}
