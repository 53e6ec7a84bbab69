// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule: of the samples after the warm-up, each taken after a full collection, the median of the last quarter may exceed
 * that of the second by the metric's limit at most. Single outliers count for nothing.
 */
final class Growth {
    /** Until the agent's own history of ten minutes is full. */
    private static final int WARM_UP_SECONDS = 660;

    /** Too short for that: the history may still fill up to its bound (Timeline.MOST_BYTES). */
    private static final int SHORT_SECONDS = 1_800;

    private static final long HISTORY_KB = 12 << 10;
    private static final int FEWEST_SAMPLES = 8;

    /** What must not grow, and by how much its median may all the same: what a JVM does by itself. */
    private static final Map<String, Long> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("heap kB", 2_048L);
        LIMITS.put("metaspace kB", 2_048L); // the compiler's profiles of methods are there, too
        LIMITS.put("classes", 100L);
        LIMITS.put("threads", 1L); // but the compiler's and RMI's, which come and go
        LIMITS.put("agent threads", 0L);
        LIMITS.put("files", 1L);
        LIMITS.put("sockets", 3L);
        LIMITS.put("direct kB", 8_192L); // two chunks of the service's own pool
        LIMITS.put("resident kB", 16_384L);
    }

    private Growth() {}

    /** Prints the table of that JVM, and returns whether nothing grew. */
    static boolean judge(String of, WatchedJvm jvm, long seconds) {
        boolean all = true;
        int warm = 0;
        while (warm < jvm.samples.size() && jvm.seconds.get(warm) < (seconds < SHORT_SECONDS ? seconds / 4 : WARM_UP_SECONDS)) {
            warm++;
        }
        List<Map<String, Long>> counted = jvm.samples.subList(warm, jvm.samples.size());
        int quarter = counted.size() / 4;
        System.out.printf("Growth of the %s, %d samples after %d to warm up:%n", of, counted.size(), warm);
        if (counted.size() < FEWEST_SAMPLES) {
            System.out.println("  too few samples to tell");
            return true;
        }
        System.out.printf("  %-14s %15s %12s %10s %10s%n", "", "second quarter", "last quarter", "growth", "at most");
        for (Map.Entry<String, Long> limit : LIMITS.entrySet()) {
            long second = median(counted.subList(quarter, 2 * quarter), limit.getKey());
            long last = median(counted.subList(counted.size() - quarter, counted.size()), limit.getKey());
            boolean filling = jvm.carries && seconds < SHORT_SECONDS && limit.getKey().startsWith("heap");
            long most = limit.getValue() + (filling ? HISTORY_KB : 0);
            System.out.printf("  %-14s %15d %12d %+10d %10d  ", limit.getKey(), second, last, last - second, most);
            boolean right = last - second <= most;
            System.out.println(right ? "ok" : "NOT OK");
            all &= right;
        }
        return all;
    }

    private static long median(List<Map<String, Long>> samples, String metric) {
        long[] values = samples.stream().mapToLong(sample -> sample.get(metric)).sorted().toArray();
        return values[values.length / 2];
    }
}
