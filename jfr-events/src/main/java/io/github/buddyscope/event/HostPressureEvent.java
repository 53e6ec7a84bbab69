// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the host's memory management had to do in one period. */
@Name("buddyscope.HostPressure")
@Label("Host Pressure")
@Description("Counters of /proc/vmstat and the memory pressure of /proc/pressure/memory over one period")
@Category({"Buddyscope", "Host"})
@Registered(false)
@StackTrace(false)
public final class HostPressureEvent extends Event {
    @Label("Period")
    @Description("Time that the figures are for")
    @Timespan
    public long period;

    @Label("Reclaims")
    @Description("Entries of an allocating task into reclaim (allocstall) in the period; -1 where not known")
    public int allocStall;

    @Label("Compactions")
    @Description("Direct compactions that ran (compact_stall) in the period; -1 where not known")
    public int compactStall;

    @Label("Failed Compactions")
    @Description("Direct compactions that gave no block (compact_fail) in the period; -1 where not known")
    public int compactFail;

    @Label("Successful Compactions")
    @Description("Direct compactions that gave a block (compact_success) in the period; -1 where not known")
    public int compactSuccess;

    @Label("Huge Page Faults")
    @Description("Page faults served by a transparent huge page (thp_fault_alloc) in the period; -1 where not known")
    public int thpFaultAlloc;

    @Label("Fallbacks to Small Pages")
    @Description("Page faults that got small pages for want of a huge one (thp_fault_fallback) in the period; -1 where"
            + " not known")
    public int thpFaultFallback;

    @Label("kswapd Runs")
    @Description("Wake-ups of kswapd that balanced a node (pageoutrun) in the period; -1 where not known")
    public int kswapdWakeups;

    @Label("OOM Kills")
    @Description("Processes killed for want of memory, of control groups too (oom_kill), in the period; -1 where not"
            + " known")
    public int oomKill;

    @Label("PSI Some")
    @Description("Share of the period in which at least one task waited for memory; not a number where not known")
    @Percentage
    public float psiSome;

    @Label("PSI Full")
    @Description("Share of the period in which all tasks that had work waited for memory; not a number where not known")
    @Percentage
    public float psiFull;
}
