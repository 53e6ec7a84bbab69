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

/** Direct memory over one period. */
@Name("buddyscope.DirectActivity")
@Label("Direct Activity")
@Description("Reservations and releases of direct memory over one period, and what is live at its end")
@Category({"Buddyscope", "JVM"})
@Registered(false)
@StackTrace(false)
public final class DirectActivityEvent extends Event {
    @Label("Period")
    @Description("Time that the figures are for")
    @Timespan
    public long period;

    @Label("Allocations")
    @Description("Reservations in the period; -1 where they aren't watched")
    public int allocations;

    @Label("Allocated")
    @Description("Bytes reserved in the period; -1 where reservations aren't watched")
    @DataAmount
    public long bytes;

    @Label("Releases")
    @Description("Releases in the period; -1 where they aren't watched")
    public int releases;

    @Label("Released")
    @Description("Bytes released in the period; -1 where releases aren't watched")
    @DataAmount
    public long releasedBytes;

    @Label("Largest")
    @Description("Largest single reservation of the period; 0 where there was none, -1 where they aren't watched")
    @DataAmount
    public long largest;

    @Label("Live")
    @Description("Capacity of all direct buffers now")
    @DataAmount
    public long liveBytes;

    @Label("Live Buffers")
    @Description("Number of direct buffers now")
    public int liveCount;

    @Label("Pool Used")
    @Description("Memory that the JVM uses for direct buffers now")
    @DataAmount
    public long poolUsed;

    @Label("Pool Limit")
    @Description("Most that direct buffers may take (-XX:MaxDirectMemorySize, by default the maximum heap)")
    @DataAmount
    public long poolLimit;

    @Label("Up to 4 KiB")
    @Description("Reservations of up to 4 KiB in the period; -1 where they aren't watched")
    public int upTo4KiB;

    @Label("4 to 64 KiB")
    @Description("Reservations above 4 and up to 64 KiB in the period; -1 where they aren't watched")
    public int upTo64KiB;

    @Label("64 KiB to 1 MiB")
    @Description("Reservations above 64 KiB and up to 1 MiB in the period; -1 where they aren't watched")
    public int upTo1MiB;

    @Label("1 to 16 MiB")
    @Description("Reservations above 1 and up to 16 MiB in the period; -1 where they aren't watched")
    public int upTo16MiB;

    @Label("Above 16 MiB")
    @Description("Reservations above 16 MiB in the period; -1 where they aren't watched")
    public int above16MiB;

    @Label("Top Site")
    @Description("Where most bytes were reserved in the period, by samples; null where none was sampled")
    public String topSite;

    @Label("Top Site's Share")
    @Description("Its share of the period's sampled bytes; NaN where none was sampled")
    @Percentage
    public double topSiteShare;

    @Label("Mapped")
    @Description("Mapped files now, which are the page cache's; -1 where not known")
    @DataAmount
    public long mappedBytes;

    @Label("Mapped Files")
    @Description("Number of mapped files now; -1 where not known")
    public int mappedCount;

    @Label("Netty")
    @Description("Direct memory by Netty's own counter now; -1 where there is no Netty or it doesn't count")
    @DataAmount
    public long nettyBytes;

    @Label("Netty Outside Pool")
    @Description("The part of it taken past the JDK's reservation point, in no other figure here; -1 where not known")
    @DataAmount
    public long nettyOutsideBytes;
}
