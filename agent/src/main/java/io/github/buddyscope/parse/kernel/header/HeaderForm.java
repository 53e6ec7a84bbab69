// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that begin a report: every form is listed here, with the literal that tells it, where that stands, what has
 * failed, and the releases and the source file that print it. A new wording is a row here, a literal in {@code Anchors}, and
 * a branch in the parser that {@link FailureHeader} names. A form without a kind is no failure, but its stack and its dump
 * must not be taken for another report's.
 *
 * <p>Linux 2.4 is left out on purpose: its {@code __alloc_pages: 0-order allocation failed (gfp=0x1d2/0)} names no task and
 * has no dump, was printed for attempts that were repeated at once, and its bits mean other things.
 */
public enum HeaderForm {
    /** 2.6.9 to 7.1, mm/page_alloc.c: a full stop for the second colon up to 2.6.39, flags by name since 4.6, nodes since 4.11. */
    PAGE_ALLOC_FAILURE(Place.TASK, ": page allocation failure", FailureKind.PAGE_ALLOC_FAILURE),
    /** 4.9 to 4.13, mm/page_alloc.c. */
    PAGE_ALLOC_STALL(Place.TASK, ": page allocation stalls for ", FailureKind.PAGE_ALLOC_STALL),
    /** 4.9 to 5.12, mm/vmalloc.c: {@code vmalloc: allocation failure: N bytes} or {@code , allocated N of M bytes}. */
    VMALLOC_FAILURE(Place.TASK, ": vmalloc: allocation failure", FailureKind.VMALLOC_FAILURE),
    /** 5.14 to 7.1, mm/vmalloc.c. */
    VMALLOC_ERROR(Place.TASK, ": vmalloc error: size ", FailureKind.VMALLOC_FAILURE),
    /** 3.1 to 4.8, mm/vmalloc.c: a line of its own, which an ordinary header of order 0 follows. */
    VMALLOC_LINE(Place.BEGIN, "vmalloc: allocation failure", FailureKind.VMALLOC_FAILURE),
    /** 4.13 to 7.1, mm/sparse-vmemmap.c. */
    VMEMMAP_FAILURE(Place.TASK, ": vmemmap alloc failure: order:", FailureKind.VMEMMAP_FAILURE),
    /** 2.6.11 to 7.1, mm/oom_kill.c, {@code dump_header}. */
    OOM_INVOKED(Place.TASK, " invoked oom-killer:", FailureKind.OOM_KILL),
    /** 5.0 to 7.1, mm/oom_kill.c, {@code dump_oom_summary}; begins a report where its header is missing, as do the next. */
    OOM_SUMMARY(Place.BEGIN, "oom-kill:constraint=", FailureKind.OOM_KILL),
    /** 2.6.32 to 7.1, mm/oom_kill.c: {@code Kill process}, {@code Killed process}, {@code OOM victim}, {@code and no killable}. */
    OOM_GLOBAL(Place.BEGIN, "Out of memory", FailureKind.OOM_KILL),
    /** 2.6.9, mm/oom_kill.c. */
    OOM_OLD(Place.BEGIN, "Out of Memory: ", FailureKind.OOM_KILL),
    /** 2.6.29 to 7.1, mm/memcontrol.c and mm/oom_kill.c. */
    OOM_MEMCG(Place.BEGIN, "Memory cgroup out of memory", FailureKind.OOM_KILL),
    /** 2.6.32 to 5.1, mm/oom_kill.c: the second line of a kill. */
    OOM_KILLED(Place.BEGIN, "Killed process ", FailureKind.OOM_KILL),
    /** 2.6.32 to 4.20, mm/oom_kill.c: nobody was left to kill. */
    OOM_PANIC(Place.BEGIN, "Kernel panic - not syncing: Out of memory", FailureKind.OOM_KILL),
    /** 2.6.31 to 7.1, mm/slub.c: {@code (gfp=0x20)} up to 4.5, {@code on CPU 1 (of node 0)} since 6.12. */
    SLUB(Place.BEGIN, "SLUB: Unable to allocate memory on ", FailureKind.SLAB_FAILURE),
    /** 3.4 to 6.7, mm/slab.c. */
    SLAB(Place.BEGIN, "SLAB: Unable to allocate memory on ", FailureKind.SLAB_FAILURE),
    /** 2.6.32 to 6.9, mm/vmalloc.c, {@code alloc_vmap_area}; up to 3.x with a full stop at the end. */
    VMAP_SIZED(Place.BEGIN, "vmap allocation for size ", FailureKind.VMAP_FAILURE),
    /** 6.11 to 7.1, mm/vmalloc.c, {@code alloc_vmap_area}. */
    VMAP_RANGE(Place.BEGIN, "vmalloc_node_range for size ", FailureKind.VMAP_FAILURE),
    /** 2.6.28 to 2.6.31, mm/vmalloc.c. */
    VMAP_UNSIZED(Place.BEGIN, "vmap allocation failed: ", FailureKind.VMAP_FAILURE),
    /** Up to 2.6.27, mm/vmalloc.c. */
    VMALLOC_SPACE(Place.BEGIN, "allocation failed: out of vmalloc space", FailureKind.VMAP_FAILURE),
    /** 4.10 to 7.1, mm/cma.c; names the area since 5.12, {@code __cma_alloc} by 6.17. */
    CMA(Place.BEGIN, "cma: ", FailureKind.CMA_FAILURE),
    /** 3.15 to 7.1, kernel/dma/swiotlb.c (lib/swiotlb.c); with the slots since 5.2. */
    SWIOTLB_FULL(Place.DEVICE, "swiotlb buffer is full", FailureKind.SWIOTLB_FULL),
    /** Up to 4.20, lib/swiotlb.c, {@code swiotlb_full}; {@code PCI-DMA:} on the oldest. */
    SWIOTLB_SPACE(Place.DEVICE, "DMA: Out of SW-IOMMU space for ", FailureKind.SWIOTLB_FULL),
    /** 3.16 to 4.20, lib/swiotlb.c, {@code swiotlb_alloc_coherent}. */
    SWIOTLB_COHERENT(Place.DEVICE, "coherent allocation failed for device ", FailureKind.SWIOTLB_FULL),
    /** sysrq-m, drivers/tty/sysrq.c: a dump that somebody asked for. */
    SHOW_MEMORY(Place.TASK, "Show Memory", null);

    /** Where the literal stands in the kernel's text. */
    enum Place {
        /** Right behind a task's name. */
        TASK,
        /** At the begin. */
        BEGIN,
        /** At the begin, or behind {@code driver device: } as {@code dev_warn} prints it. */
        DEVICE
    }

    /** {@code TASK_COMM_LEN} is 16 with its final NUL; a blank or two may stand before the name in a pasted log. */
    private static final int MAX_TASK_END = 19;

    /** Driver and device, say {@code xhci-hcd ee000000.usb: }; names of devices are short. */
    private static final int MAX_DEVICE_END = 96;

    /** By character: whether a literal begins with it. */
    private static final boolean[] MAYBE_FIRST = firstCharacters();

    private static final HeaderForm[] TASK_FORMS = at(Place.TASK);
    private static final HeaderForm[] BEGIN_FORMS = at(Place.BEGIN);
    private static final HeaderForm[] DEVICE_FORMS = at(Place.DEVICE);

    private final Place place;
    private final String literal;
    private final FailureKind kind;

    HeaderForm(Place place, String literal, FailureKind kind) {
        this.place = place;
        this.literal = literal;
        this.kind = kind;
    }

    /** The form that this line of the kernel's has, or null. A task's name may hold the words of another form. */
    public static HeaderForm of(String text) {
        HeaderForm form = within(TASK_FORMS, text, 0, MAX_TASK_END);
        if (form == null) {
            int begin = Scan.blanks(text, 0);
            form = within(BEGIN_FORMS, text, begin, begin);
        }
        return form != null ? form : ofDevice(text);
    }

    private static HeaderForm within(HeaderForm[] forms, String text, int from, int to) {
        int last = Math.min(to, text.length() - 1);
        for (int at = from; at <= last; at++) {
            char c = text.charAt(at);
            for (int i = 0; c < MAYBE_FIRST.length && MAYBE_FIRST[c] && i < forms.length; i++) {
                if (forms[i].literal.charAt(0) == c && text.startsWith(forms[i].literal, at)) {
                    return forms[i];
                }
            }
        }
        return null;
    }

    /** Of several the one that stands first, as with {@link #within}; nearly no line has any. */
    private static HeaderForm ofDevice(String text) {
        for (HeaderForm form : DEVICE_FORMS) {
            if (text.contains(form.literal)) {
                return within(DEVICE_FORMS, text, 0, MAX_DEVICE_END);
            }
        }
        return null;
    }

    private static boolean[] firstCharacters() {
        boolean[] first = new boolean[128];
        for (HeaderForm form : values()) {
            first[form.literal.charAt(0)] = true;
        }
        return first;
    }

    private static HeaderForm[] at(Place place) {
        List<HeaderForm> forms = new ArrayList<>();
        for (HeaderForm form : values()) {
            if (form.place == place) {
                forms.add(form);
            }
        }
        return forms.toArray(new HeaderForm[0]);
    }

    /** Null where this is no failure. */
    public FailureKind kind() {
        return kind;
    }

    /** Whether a stack and a memory dump may follow the header. */
    public boolean hasDump() {
        return place == Place.TASK;
    }

    /** Where the text goes on behind the literal; -1 where it hasn't this form. */
    public int behind(String text) {
        int at = literalAt(text);
        return at < 0 ? -1 : at + literal.length();
    }

    /** What stands before the literal: the task's name, as the stack header will repeat it, or the device's. */
    public String subject(String text) {
        int at = literalAt(text);
        return at < 0 ? "" : text.substring(Math.min(Scan.blanks(text, 0), at), at);
    }

    private int literalAt(String text) {
        if (place == Place.BEGIN) {
            int begin = Scan.blanks(text, 0);
            return text.startsWith(literal, begin) ? begin : -1;
        }
        int max = place == Place.TASK ? MAX_TASK_END : MAX_DEVICE_END;
        int at = text.indexOf(literal);
        return at <= max ? at : -1;
    }
}
