// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
import io.github.buddyscope.source.jvm.GarbageCollections;
import io.github.buddyscope.source.jvm.HugePageFlags;
import io.github.buddyscope.source.jvm.PlatformBeans;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills its heap, asks for collections, another one for each line on standard input, and prints each that it's told of, and when.
 * Ends when its standard input does.
 */
public final class Collects {
    private static final int BLOCK = 64 << 10;

    private Collects() {}

    public static void main(String[] arguments) throws Exception {
        PlatformBeans beans = new PlatformBeans();
        try (GarbageCollections collections = new GarbageCollections(Collects::print, beans)) {
            collections.start();
            System.out.println("BLIND " + collections.blindSpot());
            System.out.println("FLAGS " + HugePageFlags.read(beans));
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < 2_400; i++) {
                byte[] block = new byte[BLOCK];
                if (i % 3 == 0) {
                    kept.add(block);
                }
                if (i % 40 == 0) {
                    Thread.sleep(2);
                }
            }
            System.gc();
            System.out.println("kept " + kept.size());
            while (System.in.read() >= 0) {
                System.gc();
            }
        }
    }

    private static void print(GcEvent gc) {
        GcWork work = gc.work() == null ? new GcWork(-1, -1, -1, -1, -1, -1) : gc.work();
        System.out.println(String.join(
                "|",
                "GC",
                gc.collector(),
                gc.cause(),
                gc.action(),
                Long.toString(gc.id()),
                Long.toString(gc.startNanos()),
                Long.toString(gc.endNanos()),
                Boolean.toString(gc.pause()),
                Long.toString(gc.heapBefore()),
                Long.toString(gc.heapAfter()),
                Long.toString(gc.committedBefore()),
                Long.toString(gc.committedAfter()),
                Long.toString(gc.errorNanos()),
                Integer.toString(work.threads()),
                Long.toString(work.minorFaults()),
                Long.toString(work.systemNanos()),
                Long.toString(System.nanoTime()),
                "END"));
    }
}
