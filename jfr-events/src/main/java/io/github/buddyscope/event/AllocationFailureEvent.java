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

/** A failed attempt to allocate pages that the kernel's trace saw, whether its log told of it or not. */
@Name("buddyscope.AllocationFailure")
@Label("Allocation Failure")
@Description(
        "A failed attempt to allocate pages in one piece that the kernel's trace saw, also where its log tells of none")
@Category({"Buddyscope", "Kernel"})
@Registered(false)
@StackTrace(false)
public final class AllocationFailureEvent extends Event {
    @Label("Kernel Time")
    @Description("When it failed; the event itself was written when the trace had been read")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long kernelTime;

    @Label("Trace Time")
    @Description("The same on the clock of System.nanoTime(), nanoseconds, to the microsecond")
    public long traceTime;

    @Label("Order")
    @Description("2^order pages were asked for in one piece")
    public int order;

    @Label("GFP Flags")
    @Description("How the memory was asked for, in the kernel's names")
    public String gfpFlags;

    @Label("Meaning")
    @Description(
            "FIRST_TRY and OPTIONAL: the caller has another way; ACCOUNTED: a memory cgroup's limit may be the cause;"
                    + " REPORTED: the kernel's log tells of it as often as its rate limit lets it")
    public String meaning;

    @Label("Reason")
    @Description("Why the kernel gave up, in the words of its own trace, the last first; null where it gave none")
    public String reason;

    @Label("Stalled")
    @Description("How long the task was seen in direct reclaim and compaction on the way to this failure")
    @Timespan
    public long stalled;

    @Label("Task")
    @Description("Name of the task; null where the tracer didn't know it")
    public String task;

    @Label("Task Id")
    @Description("Thread id in the host's numbering")
    public long taskId;

    @Label("CPU")
    @Description("Processor on which it ran")
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
