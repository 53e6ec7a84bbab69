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

/** What came of an episode of failures: why, and what this JVM did around it. */
@Name("buddyscope.Verdict")
@Label("Verdict")
@Description("Why an episode of allocation failures happened, and what this JVM did around it; coinciding is not"
        + " causing")
@Category({"Buddyscope", "Kernel"})
@Registered(false)
@StackTrace(false)
public final class VerdictEvent extends Event {
    @Label("First Failure")
    @Description("When the first failure of the episode happened")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long kernelTime;

    @Label("Last Failure")
    @Description("When the last failure of the episode happened")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    public long lastKernelTime;

    @Label("Clock Error Bound")
    @Description("How far these times may be off, either way")
    @Timespan
    public long clockErrorBound;

    @Label("Failures")
    @Description("Failures in the episode")
    public int failures;

    @Label("Cause")
    @Description("FRAGMENTATION, SHORTAGE, RESERVED, LOWMEM_PROTECTED, CONSTRAINED, CGROUP_LIMIT or UNKNOWN")
    public String cause;

    @Label("Atomic")
    @Description("The request could not wait, so nothing was reclaimed or compacted for it")
    public boolean atomic;

    @Label("Confidence")
    @Description("How far the evidence carries the cause: HIGH, MEDIUM or LOW")
    public String confidence;

    @Label("Summary")
    @Description("What happened and what this JVM had to do with it, in plain words")
    public String summary;

    @Label("Advice")
    @Description("What to try, most fitting first; null where nothing fits")
    public String advice;

    @Label("Doubts")
    @Description("What could not be seen or told apart; null where there's nothing to say")
    public String doubts;

    @Label("Order")
    @Description("Order of the first failure; -1 where its report doesn't tell")
    public int order;

    @Label("Requested")
    @Description("Size of the first failure's request; -1 where its report doesn't tell")
    @DataAmount
    public long requestedBytes;

    @Label("Task")
    @Description("Task of the first failure")
    public String task;

    @Label("Origin")
    @Description("Driver or subsystem that asked first, e.g. i40e")
    public String origin;

    @Label("Window")
    @Description("How far before and after the failures this JVM's activity was gathered")
    @Timespan
    public long window;

    @Label("GC Name")
    @Description("Collector of the nearest collection; null where none was seen in the window")
    public String gcName;

    @Label("GC Cause")
    @Description("Cause of the nearest collection")
    public String gcCause;

    @Label("GC Pause")
    @Description("Pause of the nearest collection; N/A (Mission Control: -292 y) where there was none or it was a"
            + " concurrent cycle")
    @Timespan
    public long gcPause;

    @Label("GC Duration")
    @Description("Length of the nearest collection; of a concurrent cycle too, whose length is no pause; N/A (Mission"
            + " Control: -292 y) where there was none")
    @Timespan
    public long gcDuration;

    @Label("GC Offset")
    @Description("From the first failure to the nearest collection: negative where it ended before, 0 where the failure"
            + " fell within it; N/A (Mission Control: -292 y) where there was none")
    @Timespan
    public long gcOffset;

    @Label("Error of GC Offset")
    @Description("How far the offset may be off, either way; N/A (Mission Control: -292 y) where there was none")
    @Timespan
    public long gcOffsetError;

    @Label("GC Stalled")
    @Description("Part of that pause in which a thread that works in pauses was in direct reclaim or compaction; N/A"
            + " (Mission Control: -292 y) where none was seen")
    @Timespan
    public long gcStalled;

    @Label("GCs in Window")
    @Description("Collections in the window")
    public int gcsInWindow;

    @Label("Direct Bytes")
    @Description("Bytes reserved for direct buffers in the window; -1 where they aren't watched")
    @DataAmount
    public long directBytes;

    @Label("Usual Direct Bytes")
    @Description("What the usual rate would give in a window of that length; -1 where it isn't known yet")
    @DataAmount
    public long usualDirectBytes;

    @Label("Zone State")
    @Description("The host's zones at the sample nearest to the first failure; null where there's none")
    public String zoneState;
}
