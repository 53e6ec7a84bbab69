// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.AllocationStall.Kind;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes failures and stalls of a trace's lines. A stall is from a begin to the next end of the same kind and task; stalls
 * lie within one another, and only the outermost count in a sum.
 *
 * <p>A compaction that its task hadn't asked for with {@code mm_compaction_try_to_compact_pages} is no allocation's: kcompactd
 * and whoever writes to {@code vm.compact_memory} begin and end without it.
 *
 * <p>Where the kernel lost events, nobody knows whose. Every stall that was open then is dropped and counted, since the next
 * end of its task may be another's. For one thread, but for the counts.
 */
public final class TraceAssembler {
    private static final long FIRST_PRIORITY =
            2; // INIT_COMPACT_PRIORITY, COMPACT_PRIO_ASYNC (include/linux/compaction.h)

    private final TraceSink sink;
    private final long offsetNanos;
    private final boolean triesTraced;
    private final OpenTasks tasks = new OpenTasks();

    private volatile long lost;
    private volatile long dropped;
    private volatile long unreadable;
    private volatile long background;
    private volatile long mixed;
    private volatile long events;

    /**
     * @param offsetNanos from the trace's clock to {@link System#nanoTime()}
     * @param triesTraced whether this trace has {@link TraceEvent#COMPACTION_TRY}; without it every compaction is taken
     *     for an allocation's, of unknown order
     */
    public TraceAssembler(TraceSink sink, long offsetNanos, boolean triesTraced) {
        this.sink = sink;
        this.offsetNanos = offsetNanos;
        this.triesTraced = triesTraced;
    }

    /** @param kind what {@link TraceLine#read} said of the line */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    public void accept(TraceLine.Kind kind, TraceLine line) {
        switch (kind) {
            case EVENT -> {
                events++;
                event(line);
            }
            case LOST -> {
                lost += Math.max(1, line.lost());
                dropped += tasks.clear();
            }
            case UNREADABLE -> unreadable++;
            case OTHER -> {}
        }
    }

    private void event(TraceLine line) {
        if (line.event() == TraceEvent.EXTFRAG) {
            mixed++;
            return;
        }
        OpenTask task = tasks.of(line.tid(), line.micros());
        switch (line.event()) {
            case PAGE_ALLOC -> failure(line, task);
            case RECLAIM_BEGIN -> {
                int order = (int) line.number("order");
                task.reclaiming(order);
                begin(task, Kind.DIRECT_RECLAIM, order, line.text("gfp_flags"), line);
            }
            case RECLAIM_END -> end(line, task, Kind.DIRECT_RECLAIM);
            case COMPACTION_TRY ->
                task.compacting(
                        (int) line.number("order"), line.text("gfp_mask"), line.number("priority") == FIRST_PRIORITY);
            case COMPACTION_BEGIN -> {
                if (task.compacting) {
                    begin(task, Kind.DIRECT_COMPACTION, task.compactionOrder, task.compactionFlags, line);
                } else if (triesTraced) {
                    background++;
                } else {
                    begin(task, Kind.DIRECT_COMPACTION, AllocationStall.UNKNOWN, null, line);
                }
            }
            case COMPACTION_END -> {
                if (task.compacting || !triesTraced) {
                    end(line, task, Kind.DIRECT_COMPACTION);
                }
            }
            case RECLAIM_RETRY_ZONE -> task.weighed(zone(line));
            case COMPACT_RETRY -> task.weighed(compaction(line));
            case EXTFRAG -> {}
        }
    }

    private void begin(OpenTask task, Kind kind, int order, String flags, TraceLine line) {
        if (task.depth == OpenTask.DEEPEST) {
            dropped += task.depth;
            task.clear(task.tid);
        }
        task.begin(kind, order, flags, line.micros());
    }

    private void end(TraceLine line, OpenTask task, Kind kind) {
        int top = task.depth - 1;
        if (top < 0 || task.kinds[top] != kind || line.micros() < task.begins[top]) {
            dropped += task.depth + 1; // the begins that have no end, and this end
            task.clear(task.tid);
            return;
        }
        long duration = TimeUnit.MICROSECONDS.toNanos(line.micros() - task.begins[top]);
        task.end(duration);
        sink.stall(new AllocationStall(
                kind,
                task.orders[top],
                nanos(task.begins[top]),
                nanos(line.micros()),
                task.nested[top],
                top == 0,
                kind == Kind.DIRECT_COMPACTION ? line.text("status") : null,
                kind == Kind.DIRECT_RECLAIM ? line.number("nr_reclaimed") : AllocationStall.UNKNOWN,
                task.flags[top],
                line.task()));
    }

    private void failure(TraceLine line, OpenTask task) {
        int order = (int) line.number("order");
        if (!line.pageless()) {
            return;
        }
        // in an interrupt, or within a stall of the task's: not the request that the stalls and reasons belong to
        boolean another = line.inInterrupt() || task.depth > 0;
        sink.failure(new AllocationFailure(
                nanos(line.micros()),
                order,
                line.text("gfp_flags"),
                (int) line.number("migratetype"),
                line.task(),
                line.inInterrupt(),
                another ? List.of() : task.evidence(order),
                another ? 0 : task.stalledNanos(order)));
        if (!another) {
            task.forget(AllocationStall.UNKNOWN);
            task.compacting = false;
        }
    }

    private RetryEvidence zone(TraceLine line) {
        String zone = line.text("zone");
        return new RetryEvidence.Zone(
                nanos(line.micros()),
                (int) line.number("order"),
                zone == null ? null : new ZoneId((int) line.number("node"), zone),
                line.number("reclaimable"),
                line.number("available"),
                line.number("min_wmark"),
                (int) line.number("no_progress_loops"),
                line.number("wmark_check") == 1);
    }

    private RetryEvidence compaction(TraceLine line) {
        return new RetryEvidence.Compaction(
                nanos(line.micros()),
                (int) line.number("order"),
                line.text("priority"),
                line.text("compaction_result"),
                (int) line.number("retries"),
                (int) line.number("max_retries"),
                line.number("should_retry") == 1);
    }

    private long nanos(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros) + offsetNanos;
    }

    /** Lines that told of an event. */
    public long events() {
        return events;
    }

    /** Events that the kernel had no room for. */
    public long lost() {
        return lost;
    }

    /** Begins and ends of stalls without the other half. */
    public long dropped() {
        return dropped + tasks.pushedOut();
    }

    /** Lines that were no trace lines. */
    public long unreadable() {
        return unreadable;
    }

    /** Compactions of a zone that no allocation had asked for. */
    public long backgroundCompactions() {
        return background;
    }

    /** Blocks taken from another migrate type's list ({@code mm_page_alloc_extfrag}): what makes memory fragmented. */
    public long mixed() {
        return mixed;
    }
}
