// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** What the kernel says has failed. */
public enum FailureKind {
    /** {@code page allocation failure: order:N} (mm/page_alloc.c, {@code warn_alloc}). */
    PAGE_ALLOC_FAILURE,
    /** {@code page allocation stalls for N ms} (4.9 to 4.13): slow, not failed. */
    PAGE_ALLOC_STALL,
    /** {@code vmalloc: allocation failure} and {@code vmalloc error: size N} (mm/vmalloc.c, {@code __vmalloc_node_range}). */
    VMALLOC_FAILURE,
    /** {@code vmap allocation for size N failed}: no address range left (mm/vmalloc.c, {@code alloc_vmap_area}). */
    VMAP_FAILURE,
    /** {@code vmemmap alloc failure: order:N} (mm/sparse-vmemmap.c): memory that is plugged in needs a map of its own. */
    VMEMMAP_FAILURE,
    /** {@code SLUB: Unable to allocate memory on node} or {@code SLAB: …} (mm/slub.c, {@code slab_out_of_memory}). */
    SLAB_FAILURE,
    /** {@code invoked oom-killer}, its summary and what was killed (mm/oom_kill.c): one event. */
    OOM_KILL,
    /** {@code cma_alloc: alloc failed} (mm/cma.c). */
    CMA_FAILURE,
    /** {@code swiotlb buffer is full} or {@code Out of SW-IOMMU space} (kernel/dma/swiotlb.c). */
    SWIOTLB_FULL
}
