// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** A failure that the kernel reported in its log. */
@Name("buddyscope.KernelFailure")
@Label("Kernel Failure")
@Description("An allocation failure that the kernel reported in its log")
@Category({"Buddyscope", "Kernel"})
@Registered(false)
@StackTrace(false)
public final class KernelFailureEvent extends Event {
    @Label("Kernel Time")
    @Description("When it happened; the event itself was written when the report had been read")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long kernelTime;

    @Label("Clock Error Bound")
    @Description("How far Kernel Time may be off, either way")
    @Timespan
    public long clockErrorBound;

    @Label("Kind")
    @Description("What failed, e.g. PAGE_ALLOC_FAILURE")
    public String kind;

    @Label("Order")
    @Description("2^order pages were asked for in one piece; -1 where the report doesn't tell")
    public int order;

    @Label("Requested")
    @Description("Size of the request; -1 where the report doesn't tell")
    @DataAmount
    public long requestedBytes;

    @Label("Cause")
    @Description("Why it failed, judged from this report alone, e.g. FRAGMENTATION")
    public String cause;

    @Label("Task")
    @Description("Name of the task that ran; in interrupt context merely the one that was interrupted")
    public String task;

    @Label("Task Id")
    @Description("Thread id in the host's numbering; -1 where the report doesn't tell")
    public long taskId;

    @Label("In This JVM")
    @Description("The task is certainly a thread of this JVM: known by its id")
    public boolean inThisJvm;

    @Label("JVM Match")
    @Description(
            "How sure it is that the task is a thread of this JVM: CERTAIN (by its id), LIKELY, POSSIBLE (by a name that"
                    + " others have too), UNLIKELY (no such name), NO (by its id), INTERRUPTED (an interrupt asked), UNKNOWN")
    public String jvmMatch;

    @Label("Java Thread")
    @Description("Name of this JVM's thread that the task is or, by JVM Match, may be; 15 characters of it")
    public String javaThread;

    @Label("Thread Kind")
    @Description("What that thread is for: MUTATOR, GC_WORKER, CONCURRENT_GC, COMPILER, VM or HELPER")
    public String threadKind;

    @Label("Origin")
    @Description("Driver or subsystem that asked, e.g. i40e")
    public String origin;

    @Label("GFP Flags")
    @Description("How the memory was asked for: the kernel's names, or the bits where they can't be decoded")
    public String gfpFlags;

    @Label("Constraint")
    @Description("Node mask, cpuset and allowed nodes as printed")
    public String constraint;

    @Label("Live")
    @Description("False for what the log already held when the agent opened it")
    public boolean live;

    @Label("Suppressed Before")
    @Description("Reports that the kernel says it swallowed before this one")
    public int suppressed;

    @Label("Source")
    @Description("Where the report was read, e.g. kmsg")
    public String source;

    @Label("Text")
    @Description("The report as printed, cut where it is very long")
    public String text;
}
