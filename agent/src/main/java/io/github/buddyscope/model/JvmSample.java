// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.time.Instant;
import java.util.List;

/**
 * A JVM at one moment, as it told itself. What it doesn't tell is -1 or null.
 *
 * @param from who told
 * @param nanos {@link System#nanoTime()} when it answered
 * @param vm e.g. {@code Java 17.0.15}
 * @param uptimeMillis since its start
 * @param heapUsed bytes
 * @param heapMax bytes; -1 without a limit
 * @param agent null where it carries no Buddyscope
 */
public record JvmSample(
        From from,
        long nanos,
        String vm,
        long uptimeMillis,
        long heapUsed,
        long heapMax,
        List<Collector> collectors,
        Pool direct,
        Pool mapped,
        Agent agent) {
    public JvmSample {
        collectors = List.copyOf(collectors);
    }

    /** The same, with what the agent in that JVM tells besides. */
    public JvmSample with(Agent told) {
        return new JvmSample(from, nanos, vm, uptimeMillis, heapUsed, heapMax, collectors, direct, mapped, told);
    }

    /** Where a sample comes from. */
    public enum From {
        /** Our agent in that JVM. */
        AGENT,
        /** A connector for JMX that somebody has had the JVM start. */
        CONNECTOR,
        /** The counters that HotSpot keeps in a file for whoever looks: of collections and heap, but not of direct buffers. */
        COUNTERS
    }

    /**
     * @param count collections since the start
     * @param timeMillis time of all of them
     * @param lastMillis length of the last one
     * @param lastEndMillis its end, in the JVM's uptime
     */
    public record Collector(String name, long count, long timeMillis, long lastMillis, long lastEndMillis) {
        /** False for the beans of ZGC and Shenandoah that tell of whole cycles, in which the service goes on. */
        public boolean pauses() {
            return !name.endsWith("Cycles");
        }
    }

    /** Buffers of one kind: how many, what they hold and what the JVM takes for them, in bytes. */
    public record Pool(long count, long capacity, long used) {
        public static final Pool UNKNOWN = new Pool(-1, -1, -1);
    }

    /**
     * What our agent in that JVM tells.
     *
     * @param directPerSecond bytes reserved
     * @param directLimit bytes
     * @param stallMillis time that its threads lost to stalls since the agent's start
     * @param verdictTime of the last verdict; null for none
     * @param jvmRole what this JVM was in it; null where not told
     */
    public record Agent(
            String version,
            Double directPerSecond,
            Long directLimit,
            Double stallMillis,
            Instant verdictTime,
            String cause,
            String jvmRole,
            String summary) {}

    /** Collections of all kinds that stop the service: how many; -1 where no collector that does is told of. */
    public long pauses() {
        long sum = -1;
        for (Collector collector : collectors) {
            sum = collector.pauses() ? plus(sum, collector.count) : sum;
        }
        return sum;
    }

    /** Milliseconds of all of those; -1 likewise. */
    public long pauseMillis() {
        long sum = -1;
        for (Collector collector : collectors) {
            sum = collector.pauses() ? plus(sum, collector.timeMillis) : sum;
        }
        return sum;
    }

    private static long plus(long sum, long more) {
        return more < 0 ? sum : Math.max(0, sum) + more;
    }

    /** The one that collected last; null where none has. */
    public Collector last() {
        Collector last = null;
        for (Collector collector : collectors) {
            boolean later = last == null || collector.lastEndMillis > last.lastEndMillis;
            last = collector.lastMillis >= 0 && later ? collector : last;
        }
        return last;
    }
}
