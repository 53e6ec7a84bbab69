// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import java.util.Arrays;

/**
 * What it means that one attempt to allocate failed, as far as its flags tell (include/linux/gfp_types.h). A tracepoint sees
 * attempts, and most that fail were never expected to succeed.
 */
public enum AttemptMeaning {
    /** {@code __GFP_THISNODE} without effort: the nearest node was asked first, and another attempt follows. */
    FIRST_TRY("a first try on one node, which another follows: no harm by itself"),
    /** {@code __GFP_NOWARN}: the caller goes on with less, e.g. small pages for a huge one. */
    OPTIONAL("the caller goes on with smaller blocks or another way: what it costs is the time"),
    /** {@code __GFP_ACCOUNT}: pages may have been there, and a memory cgroup's limit forbade them. */
    ACCOUNTED("the pages were to be charged to a memory cgroup, whose limit may have forbidden them"),
    /** The kernel prints this one, as often as its rate limit lets it. */
    REPORTED("the caller wanted it, and the kernel's log tells of it unless its rate limit forbids");

    private final String words;

    AttemptMeaning(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether the kernel's log would tell of it, but for the rate limit. */
    public boolean printed() {
        return this == REPORTED || this == ACCOUNTED;
    }

    /** @param gfpFlags names joined by {@code |}; null where not known */
    public static AttemptMeaning of(String gfpFlags) {
        if (gfpFlags == null) {
            return REPORTED;
        }
        GfpFlags flags = GfpFlags.fromNames(Arrays.asList(gfpFlags.split("\\|")));
        // it has NOWARN within it since 6.8; before, whoever asked without waiting had another way too
        boolean optional = flags.has(GfpFlag.NOWARN) || flags.names().contains("GFP_NOWAIT");
        boolean brief = flags.has(GfpFlag.NORETRY) || !flags.mayWait();
        if (optional) {
            return flags.has(GfpFlag.THISNODE) && brief ? FIRST_TRY : OPTIONAL;
        }
        return flags.has(GfpFlag.ACCOUNT) ? ACCOUNTED : REPORTED;
    }
}
