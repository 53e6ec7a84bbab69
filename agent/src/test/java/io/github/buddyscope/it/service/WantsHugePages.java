// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Touches new memory for as many milliseconds as it's told on its standard input, and collects. Run with
 * -XX:+UseTransparentHugePages on a host that has no large blocks, its own threads, those of the collector and the compiler
 * fail and stall. Says between which moments it did ({@link System#nanoTime()}). Ends at the end of the input. Touches on
 * its main thread with 400 MB at a time, or on a thread of the name and with as many times 4 MiB as it was given.
 */
public final class WantsHugePages {
    private static final int ARRAYS = 100;
    private static final int BYTES = 4 << 20;

    private WantsHugePages() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            serve(ARRAYS);
            return;
        }
        Thread worker = new Thread(
                () -> {
                    try {
                        serve(Integer.parseInt(arguments[1]));
                    } catch (IOException e) {
                        System.out.println(e);
                    }
                },
                arguments[0]);
        worker.start();
        worker.join();
    }

    private static void serve(int arrays) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready " + ProcessHandle.current().pid() + ".");
        for (String line; (line = in.readLine()) != null; ) {
            long begin = System.nanoTime();
            long rounds = touch(arrays, begin + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line)));
            System.out.println("touched " + begin + " " + System.nanoTime() + " " + rounds + ".");
        }
    }

    private static long touch(int arrays, long until) {
        long rounds = 0;
        while (System.nanoTime() - until < 0) {
            List<byte[]> kept = new ArrayList<>();
            for (int i = 0; i < arrays && System.nanoTime() - until < 0; i++) {
                kept.add(new byte[BYTES]);
            }
            kept.clear();
            System.gc();
            rounds++;
        }
        return rounds;
    }
}
