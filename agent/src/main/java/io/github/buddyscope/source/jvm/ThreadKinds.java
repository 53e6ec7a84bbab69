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
        {"G1 Service", ThreadKind.HELPER},
        {"ZWorker", ThreadKind.CONCURRENT_GC}, // ZGC's do the short pauses too
        {"ZDriver", ThreadKind.CONCURRENT_GC},
        {"ZDirector", ThreadKind.HELPER},
        {"ZStat", ThreadKind.HELPER},
        {"ZUnc", ThreadKind.HELPER}, // ZUncommitter#0, or XUncommitter below
        {"ZUnmapper", ThreadKind.HELPER},
        {"XWorker", ThreadKind.CONCURRENT_GC}, // ZGC without generations, 21 to 23
        {"XDriver", ThreadKind.CONCURRENT_GC},
        {"XDirector", ThreadKind.HELPER},
        {"XUnmapper", ThreadKind.HELPER},
        {"XUncommitter", ThreadKind.HELPER},
        {"Shenandoah GC T", ThreadKind.CONCURRENT_GC}, // Shenandoah GC Threads#0, of its pauses too
        {"Shenandoah Cont", ThreadKind.CONCURRENT_GC},
        {"Shenandoah Unco", ThreadKind.HELPER},
        {"C1 CompilerThre", ThreadKind.COMPILER},
        {"C2 CompilerThre", ThreadKind.COMPILER},
        {"JVMCI-native Co", ThreadKind.COMPILER},
        {"VM Thread", ThreadKind.VM},
        {"VM Periodic Tas", ThreadKind.HELPER},
        {"Sweeper thread", ThreadKind.HELPER},
        {"Service Thread", ThreadKind.HELPER},
        {"Monitor Deflati", ThreadKind.HELPER},
        {"Signal Dispatch", ThreadKind.HELPER},
        {"Attach Listener", ThreadKind.HELPER},
        {"Notification Th", ThreadKind.HELPER},
        {"StringDedupProc", ThreadKind.HELPER},
        {"JFR ", ThreadKind.HELPER},
        {"Reference Handl", ThreadKind.HELPER},
        {"Finalizer", ThreadKind.HELPER},
        {"Common-Cleaner", ThreadKind.HELPER},
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
