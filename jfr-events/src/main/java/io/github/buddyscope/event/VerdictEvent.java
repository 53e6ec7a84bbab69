// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** What came of an episode of failures: why, and what this JVM did around it. */
@Name("buddyscope.Verdict")
@Label("Verdict")
@Description(
        "Why an episode of allocation failures or stalls happened, and what this JVM did around it; coinciding is not"
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

    @Label("Trigger")
    @Description(
            "What opened the episode: KERNEL_LOG; where the log is silent TRACED_FAILURE, a request of this JVM's that"
                    + " failed, or STALLED_PAUSE, a collection pause that was held up")
    public String trigger;

    @Label("Failures")
    @Description("Failures in the episode; 0 for stalled pauses")
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

    @Label("JVM Role")
    @Description(
            "This JVM's part: VICTIM, CAUSE, CAUSE_AND_VICTIM, BYSTANDER, or UNKNOWN where too little could be seen")
    public String jvmRole;

    @Label("Role Evidence")
    @Description("What that rests on, in plain words")
    public String roleEvidence;

    @Label("JVM Match")
    @Description(
            "How sure it is that a failing task is a thread of this JVM: CERTAIN (by its id), LIKELY, POSSIBLE (by a name"
                    + " that others have too), UNLIKELY (no such name), NO (by its id), INTERRUPTED (an interrupt asked), UNKNOWN")
    public String jvmMatch;

    @Label("Java Thread")
    @Description("Name of this JVM's thread that the task is or, by JVM Match, may be; 15 characters of it")
    public String javaThread;

    @Label("Thread Kind")
    @Description("What that thread is for: MUTATOR, GC_WORKER, CONCURRENT_GC, COMPILER, VM or HELPER")
    public String threadKind;

    @Label("JVM Stalled")
    @Description("Time within a second of the episode in which at least one thread of this JVM was in direct reclaim or"
            + " compaction; N/A (Mission Control: -292 y) where that isn't seen")
    @Timespan
    public long jvmStalled;

    @Label("Stalled Pauses")
    @Description("Collection pauses within a second of the episode with such stalls in them")
    public int stalledPauses;

    @Label("Pauses Stalled")
    @Description(
            "Part of all these pauses in which a thread that works in pauses was stalled; N/A (Mission Control: -292 y)"
                    + " where that isn't seen")
    @Timespan
    public long pausesStalled;

    @Label("Taken")
    @Description(
            "By how much this JVM's resident memory grew in the window before; 0 where it shrank, -1 where not known")
    @DataAmount
    public long takenBytes;

    @Label("Host Lost")
    @Description("What the host lost of free memory and page cache meanwhile; 0 where nothing, -1 where not known")
    @DataAmount
    public long hostLostBytes;

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
    @Description(
            "Collector of the nearest collection, or of the pause that was held up longest; null where none was seen in"
                    + " the window")
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

    @Label("GC Trace Time")
    @Description("When that collection began on the clock of System.nanoTime(), nanoseconds; -1 where there was none")
    public long gcTraceTime;

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

    @Label("Direct Percentile")
    @Description("Share of earlier windows of that length with fewer direct bytes; NaN for fewer than five windows")
    @Percentage
    public float directPercentile;

    @Label("Direct Windows")
    @Description("How many earlier windows that is a share of, 60 at most")
    public int directWindows;

    @Label("Zone State")
    @Description("The host's zones at the sample nearest to the first failure; null where there's none")
    public String zoneState;

    @Label("Zone Before")
    @Description("The zone that decided, at the last sample before the window; null where there's none")
    public String zonesBefore;

    @Label("Zone After")
    @Description("The same zone when it had recovered, or at the end of the window; null where there's no sample")
    public String zonesAfter;

    @Label("Recovery")
    @Description("From the last failure to the first sample that has a block of the order and free memory above the low"
            + " watermark; N/A (Mission Control: -292 y) where there was none in the window")
    @Timespan
    public long recovery;

    @Label("How Bad")
    @Description(
            "How often such failures have come since the agent's start, and whether it gets worse; null where the log has"
                    + " none")
    public String howBad;

    @Label("Trend")
    @Description("RISING, FALLING, STEADY, or UNKNOWN for too few; null where the log has none")
    public String trend;
}
