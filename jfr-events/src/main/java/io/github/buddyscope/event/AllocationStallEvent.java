// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** A task that had to make memory for its own request. */
@Name("buddyscope.AllocationStall")
@Label("Allocation Stall")
@Description("Direct reclaim or direct compaction by a task for its own request, from its begin to its end")
@Category({"Buddyscope", "Kernel"})
@Registered(false)
@StackTrace(false)
public final class AllocationStallEvent extends Event {
    @Label("Kernel Time")
    @Description("When it began; the event itself was written when the trace had been read")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long kernelTime;

    @Label("Trace Time")
    @Description("The same on the clock of System.nanoTime(), nanoseconds, to the microsecond")
    public long traceTime;

    @Label("Stall")
    @Description("How long it took")
    @Timespan
    public long stall;

    @Label("Kind")
    @Description("DIRECT_RECLAIM, or DIRECT_COMPACTION of one zone")
    public String kind;

    @Label("Order")
    @Description("2^order pages were asked for in one piece; -1 where the trace doesn't tell")
    public int order;

    @Label("Result")
    @Description("Compaction's status, e.g. success or no_suitable_page; of reclaim the pages that it freed")
    public String result;

    @Label("Pages Reclaimed")
    @Description("Pages that direct reclaim freed; -1 for compaction")
    public int pagesReclaimed;

    @Label("Nested")
    @Description("Part of it in stalls of the same task within this one, which have events of their own")
    @Timespan
    public long nested;

    @Label("Outermost")
    @Description("False for a stall within another of the same task: in a sum, only the outermost count")
    public boolean outermost;

    @Label("GFP Flags")
    @Description("How the memory was asked for, in the kernel's names; null where the trace doesn't tell")
    public String gfpFlags;

    @Label("Task")
    @Description("Name of the task; null where the tracer didn't know it")
    public String task;

    @Label("Task Id")
    @Description("Thread id in the host's numbering")
    public long taskId;

    @Label("CPU")
    @Description("Processor on which it ended")
    public int cpu;

    @Label("In This JVM")
    @Description("The task is a thread of this JVM")
    public boolean inThisJvm;

    @Label("Java Thread")
    @Description("Name of that thread where the task is one of this JVM, 15 characters of it")
    public String javaThread;

    @Label("Thread Kind")
    @Description("What that thread is for: MUTATOR, GC_WORKER, CONCURRENT_GC, COMPILER, VM or HELPER")
    public String threadKind;
}
