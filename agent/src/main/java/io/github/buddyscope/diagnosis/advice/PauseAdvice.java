// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import java.util.List;

/** What to try where a JVM's own pauses wait for huge pages. */
public final class PauseAdvice {
    private static final String DEFRAG = "/sys/kernel/mm/transparent_hugepage/defrag";

    private PauseAdvice() {}

    public static List<Advice> hugePages() {
        return List.of(
                new Advice(
                        "-XX:+AlwaysPreTouch",
                        "-XX:+AlwaysPreTouch with -Xms as large as -Xmx",
                        "the heap's huge pages are then made at the start, and none in a pause",
                        "a longer start, and the whole heap is taken from the host at once",
                        "",
                        "java -XX:+PrintFlagsFinal"),
                new Advice(
                        "transparent_hugepage/defrag",
                        "echo defer > " + DEFRAG,
                        "a page fault then takes a huge page only where one is free, and kcompactd makes more in the background",
                        "fewer huge pages, so more misses of the TLB",
                        Settings.inTmpfiles(DEFRAG, "defer"),
                        "kernel documentation, admin-guide/mm/transhuge.rst"));
    }
}
