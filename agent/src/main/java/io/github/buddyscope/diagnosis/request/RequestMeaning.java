// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import java.util.List;
import java.util.Locale;

/**
 * What a request's flags meant for it on the kernel that it was made on (include/linux/gfp.h, gfp_types.h, and
 * {@code gfp_to_alloc_flags}, mm/page_alloc.c).
 *
 * @param known false where the flags aren't printed or can't be decoded: then only {@code readings} says something
 * @param mayWait direct reclaim and compaction: it may sleep
 * @param mayIo reclaim may start I/O for it
 * @param mayFs reclaim may call into file systems for it
 * @param wakesKswapd it wakes the thread that reclaims in the background
 * @param zones names of the zones that it could come from, the highest first, as far as the report prints them
 * @param mobility which lists of free blocks are its own
 * @param shareOfMin per cent of a zone's min that it had to leave, rounded down: 100, 75, 50, 37, and 0 for one that may
 *     use the last page; null where not known
 * @param retry how hard the kernel tries before it gives up
 * @param thisNode bound to one node
 * @param hardwall bound to the nodes of its task's cpuset even where others are idle
 * @param accounted counted against the task's cgroup
 * @param zeroed filled with zeros
 * @param readings where the kernel's version isn't known and kernels differ: what it would be for each
 * @param sentences what of all this matters to the failure, in plain words
 */
public record RequestMeaning(
        boolean known,
        boolean mayWait,
        boolean mayIo,
        boolean mayFs,
        boolean wakesKswapd,
        List<String> zones,
        Mobility mobility,
        Integer shareOfMin,
        Retry retry,
        boolean thisNode,
        boolean hardwall,
        boolean accounted,
        boolean zeroed,
        List<Reading> readings,
        List<String> sentences) {
    /** Of a failure that is no request for pages, or tells nothing about it. */
    public static final RequestMeaning NONE = new RequestMeaning(
            false,
            false,
            false,
            false,
            false,
            List.of(),
            Mobility.UNMOVABLE,
            null,
            Retry.NORMAL,
            false,
            false,
            false,
            false,
            List.of(),
            List.of());

    public RequestMeaning {
        zones = List.copyOf(zones);
        readings = List.copyOf(readings);
        sentences = List.copyOf(sentences);
    }

    /** {@code gfp_migratetype}. */
    public enum Mobility {
        /** It stays where it is until it's freed. */
        UNMOVABLE,
        /** Caches that can be given back. */
        RECLAIMABLE,
        /** Compaction may move it; CMA blocks may serve it. */
        MOVABLE
    }

    /** What the allocator does before it lets the request fail. */
    public enum Retry {
        NORMAL,
        /** One round of reclaim and compaction ({@code __GFP_NORETRY}). */
        NORETRY,
        /** As long as there's progress, but kills nobody ({@code __GFP_RETRY_MAYFAIL}, {@code __GFP_REPEAT}). */
        RETRY_MAYFAIL,
        /** For ever ({@code __GFP_NOFAIL}). */
        NOFAIL
    }

    /**
     * The bits as some kernels meant them.
     *
     * @param versions e.g. {@code up to 4.3}
     * @param names the flags
     */
    public record Reading(String versions, List<String> names) {
        public Reading {
            names = List.copyOf(names);
        }
    }

    /** All in one line: {@code may wait, may do I/O, may call into file systems, wakes kswapd; unmovable, from Normal}. */
    public String words() {
        if (!known) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(mayWait ? "may wait" : "can't wait");
        if (mayWait) {
            text.append(mayIo ? ", may do I/O" : ", no I/O");
            text.append(mayFs ? ", may call into file systems" : ", no calls into file systems");
        }
        text.append(wakesKswapd ? ", wakes kswapd" : ", doesn't wake kswapd");
        if (shareOfMin != null && shareOfMin < 100) {
            text.append("; ").append(share());
        }
        text.append(
                switch (retry) {
                    case NORMAL -> "";
                    case NORETRY -> "; gives up soon";
                    case RETRY_MAYFAIL -> "; tries hard but may fail";
                    case NOFAIL -> "; must not fail";
                });
        return text.append("; ").append(place()).toString();
    }

    /** The part of it that says what was wanted and where from: {@code unmovable, from Normal, DMA32 or DMA; zeroed}. */
    public String place() {
        if (!known) {
            return "";
        }
        StringBuilder text = new StringBuilder(mobility.name().toLowerCase(Locale.ROOT));
        for (int i = 0; i < zones.size(); i++) {
            text.append(i == 0 ? ", from " : i == zones.size() - 1 ? " or " : ", ")
                    .append(zones.get(i));
        }
        return text.append(thisNode ? "; from one node only" : "")
                .append(accounted ? "; counted to its cgroup" : "")
                .append(zeroed ? "; zeroed" : "")
                .toString();
    }

    private String share() {
        return switch (shareOfMin) {
            case 0 -> "may use the last page";
            case 37 -> "may go down to 3/8 of min";
            case 50 -> "may go down to half of min";
            case 75 -> "may go down to 3/4 of min";
            default -> "may go down to " + shareOfMin + " per cent of min";
        };
    }
}
