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
}
