// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import java.util.List;

/**
 * Requests for large blocks that a later kernel doesn't make any more. Only those with a source; a distribution may have
 * taken the change into an older kernel.
 */
final class KnownFixes {
    private static final Fix[] TABLE = {
        new Fix(
                "proc_sys_call_handler",
                new int[] {5, 8, 5, 12},
                1,
                "reads and writes below /proc/sys with a large buffer no longer need it in one piece",
                "commit 4508943794ef, proc: use kvzalloc for our kernel buffer"),
        new Fix(
                "elf_core_dump",
                new int[] {2, 6, 4, 10},
                1,
                "a core dump no longer needs its list of memory ranges in one piece",
                "commit binfmt_elf: use vmalloc() for allocation of vma_filesz (4.10)"),
        new Fix(
                "seq_read",
                new int[] {2, 6, 3, 16},
                1,
                "long texts of /proc no longer need one piece of memory",
                "commit 058504edd026, fs/seq_file: fallback to vmalloc allocation"),
        new Fix(
                "copy_process",
                new int[] {3, 15, 4, 9},
                2,
                "on x86-64 stacks of new tasks no longer need 16 KiB in one piece (CONFIG_VMAP_STACK)",
                "commit e37e43a497d5, x86/mm/64: Enable vmapped stacks"),
    };

    private KnownFixes() {}

    static void add(Circumstances here, List<Advice> advice) {
        KernelVersion version = here.attempt().version();
        if (version == null) {
            return;
        }
        for (Fix fix : TABLE) {
            boolean broken = version.atLeast(fix.versions[0], fix.versions[1])
                    && !version.atLeast(fix.versions[2], fix.versions[3]);
            boolean order = fix.order == 1
                    ? here.attempt().order() >= 1
                    : here.attempt().order() == fix.order;
            if (broken && order && here.trail().has(fix.function)) {
                advice.add(new Advice(
                        "a newer kernel",
                        "Linux " + fix.versions[2] + "." + fix.versions[3] + " or later, or the distribution's newest"
                                + " update of this kernel",
                        "since then " + fix.words,
                        "that of any kernel update",
                        "",
                        fix.source));
            }
        }
    }

    /**
     * @param versions first kernel (major, minor) that is known to be concerned, and the first that isn't any more
     * @param order the only one concerned; 1 for 1 and above
     */
    private record Fix(String function, int[] versions, int order, String words, String source) {}
}
