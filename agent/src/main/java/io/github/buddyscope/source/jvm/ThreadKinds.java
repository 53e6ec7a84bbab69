// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.ThreadKind;

/** What a thread is for by its name, of which the kernel keeps 15 bytes. The names are HotSpot's, 17 to 25. */
final class ThreadKinds {
    private static final Object[][] BY_BEGIN = {
        {"GC Thread#", ThreadKind.GC_WORKER}, // parallel and G1
        {"G1 Conc#", ThreadKind.CONCURRENT_GC},
        {"G1 Main Marker", ThreadKind.CONCURRENT_GC},
        {"G1 Refine#", ThreadKind.CONCURRENT_GC},
        {"G1 Service", ThreadKind.CONCURRENT_GC},
        {"ZWorker", ThreadKind.CONCURRENT_GC}, // ZGC's do the short pauses too
        {"ZDriver", ThreadKind.CONCURRENT_GC},
        {"ZDirector", ThreadKind.CONCURRENT_GC},
        {"ZStat", ThreadKind.CONCURRENT_GC},
        {"ZUnc", ThreadKind.CONCURRENT_GC}, // ZUncommitter#0, or XUncommitter below
        {"ZUnmapper", ThreadKind.CONCURRENT_GC},
        {"XWorker", ThreadKind.CONCURRENT_GC}, // ZGC without generations, 21 to 23
        {"XDriver", ThreadKind.CONCURRENT_GC},
        {"XDirector", ThreadKind.CONCURRENT_GC},
        {"XUnmapper", ThreadKind.CONCURRENT_GC},
        {"XUncommitter", ThreadKind.CONCURRENT_GC},
        {"Shenandoah GC T", ThreadKind.CONCURRENT_GC}, // Shenandoah GC Threads#0, of its pauses too
        {"Shenandoah Cont", ThreadKind.CONCURRENT_GC},
        {"Shenandoah Unco", ThreadKind.CONCURRENT_GC},
        {"C1 CompilerThre", ThreadKind.COMPILER},
        {"C2 CompilerThre", ThreadKind.COMPILER},
        {"JVMCI-native Co", ThreadKind.COMPILER},
        {"VM Thread", ThreadKind.VM},
        {"VM Periodic Tas", ThreadKind.VM},
        {"Sweeper thread", ThreadKind.VM},
        {"Service Thread", ThreadKind.VM},
        {"Monitor Deflati", ThreadKind.VM},
        {"Signal Dispatch", ThreadKind.VM},
        {"Attach Listener", ThreadKind.VM},
        {"Notification Th", ThreadKind.VM},
        {"StringDedupProc", ThreadKind.VM},
        {"JFR ", ThreadKind.VM},
        {"Reference Handl", ThreadKind.VM},
        {"Finalizer", ThreadKind.VM},
        {"Common-Cleaner", ThreadKind.VM},
    };

    private ThreadKinds() {}

    static ThreadKind of(String name) {
        for (Object[] row : BY_BEGIN) {
            if (name.startsWith((String) row[0])) {
                return (ThreadKind) row[1];
            }
        }
        return ThreadKind.MUTATOR;
    }
}
