// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Touches new memory for as many milliseconds as it's told on its standard input, and collects. Run with
 * -XX:+UseTransparentHugePages on a host that has no large blocks, its own threads, those of the collector and the compiler
 * fail and stall. Says between which moments it did ({@link System#nanoTime()}). Ends at the end of the input.
 */
public final class WantsHugePages {
    private static final int ARRAYS = 100;
    private static final int BYTES = 4 << 20;

    private WantsHugePages() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready " + ProcessHandle.current().pid() + ".");
        for (String line; (line = in.readLine()) != null; ) {
            long begin = System.nanoTime();
            long rounds = touch(begin + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line)));
            System.out.println("touched " + begin + " " + System.nanoTime() + " " + rounds + ".");
        }
    }

    private static long touch(long until) {
        long rounds = 0;
        while (System.nanoTime() - until < 0) {
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < ARRAYS && System.nanoTime() - until < 0; i++) {
                kept.add(new byte[BYTES]);
            }
            kept.clear();
            System.gc();
            rounds++;
        }
        return rounds;
    }
}
