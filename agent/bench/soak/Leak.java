// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;

/** An agent that leaks a little of everything twice a second, to see that the soak sees it. */
final class Leak {
    private static final List<Object> HELD = new ArrayList<>();

    public static void premain(String arguments) {
        Thread leak = new Thread(Leak::run, "leak");
        leak.setDaemon(true);
        leak.start();
    }

    private static void run() {
        try {
            while (HELD.size() < 100_000) {
                Thread.sleep(500);
                HELD.add(new byte[32 << 10]);
                HELD.add(new FileInputStream("/proc/self/comm"));
                Thread idle = new Thread(Leak::sleep, "leaked");
                idle.setDaemon(true);
                idle.start();
            }
        } catch (Exception full) {
            return;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            return;
        }
    }
}
