// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSink;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A kernel's ring as a test fills it: it outlives the relays that read it. */
final class ScriptedLog {
    private record Record(long sequence, List<String> lines, long nanos) {}

    private final List<Record> ring = new ArrayList<>();
    private long next;
    private Source reader;

    ScriptedLog(long first) {
        next = first;
    }

    /** A short report of a failure of that task's; its number in the log. */
    synchronized long fails(String task, int tid) {
        long header =
                add(task + ": page allocation failure: order:7, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=pod-"
                        + task + ",mems_allowed=0");
        add("CPU: 1 UID: 0 PID: " + tid + " Comm: " + task + " Not tainted 6.18.44 #1 PREEMPT(none) ");
        add("Call Trace:");
        add(" warn_alloc+0x10/0x20");
        add(" __alloc_pages+0x10/0x20");
        if (reader != null) {
            reader.quiet();
        }
        return header;
    }

    private long add(String line) {
        Record record = new Record(next++, List.of(line), System.nanoTime());
        ring.add(record);
        if (reader != null) {
            reader.hand(record, true);
        }
        return record.sequence;
    }

    /** The kernel has overwritten its oldest records, but for so many. */
    synchronized void wraps(int left) {
        while (ring.size() > left) {
            ring.remove(0);
        }
    }

    /** Records were overwritten that the reader hadn't read. */
    synchronized void loses(int records) {
        next += records;
        reader.lost += records;
        reader.sink.lost(records, "overwritten");
    }

    KernelLogSource open() {
        return new Source();
    }

    private final class Source implements KernelLogSource {
        private KernelLogSink sink;
        private long lines;
        private long lost;

        @Override
        public String name() {
            return "kmsg";
        }

        @Override
        public void start(KernelLogSink to) {
            synchronized (ScriptedLog.this) {
                sink = to;
                reader = this;
                for (Record record : ring) {
                    hand(record, false);
                }
                quiet();
            }
        }

        private void hand(Record record, boolean live) {
            for (String line : record.lines) {
                lines++;
                sink.line(new KernelLine(
                        record.sequence,
                        line,
                        record.nanos / 1_000,
                        null,
                        null,
                        new KernelLine.Arrival(System.nanoTime(), live)));
            }
        }

        private void quiet() {
            sink.idle();
            sink.idle();
        }

        @Override
        public SourceState state() {
            return SourceState.ok("kmsg");
        }

        @Override
        public LogClock clock() {
            return line -> new KernelTime(line.kernelMicros() * 1_000, Instant.now(), 2_000);
        }

        @Override
        public long linesRead() {
            return lines;
        }

        @Override
        public long linesLost() {
            return lost;
        }

        @Override
        public void close() {
            synchronized (ScriptedLog.this) {
                reader = reader == this ? null : reader;
            }
        }
    }
}
