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

/** A memory zone of the host at one moment. */
@Name("buddyscope.ZoneSample")
@Label("Zone Sample")
@Description("Free blocks of a memory zone of this host, by order, with its watermarks")
@Category({"Buddyscope", "Host"})
@Registered(false)
@StackTrace(false)
public final class ZoneSampleEvent extends Event {
    @Label("Node")
    @Description("NUMA node")
    public int node;

    @Label("Zone")
    @Description("Name of the zone as the kernel prints it")
    public String zone;

    @Label("Free")
    @Description("Free memory in the buddy lists of all orders")
    @DataAmount
    public long freeBytes;

    @Label("Largest Order")
    @Description("Largest order that has a free block; -1 where nothing is free")
    public int largestFreeOrder;

    @Label("State")
    @Description("Free memory against the watermarks: ABOVE_HIGH, BELOW_HIGH, BELOW_LOW, BELOW_MIN or UNKNOWN")
    public String state;

    @Label("Min Watermark")
    @Description("Below it the allocating task reclaims itself; -1 where not known")
    @DataAmount
    public long minWatermarkBytes;

    @Label("Low Watermark")
    @Description("Below it kswapd reclaims in the background; -1 where not known")
    @DataAmount
    public long lowWatermarkBytes;

    @Label("High Watermark")
    @Description("Above it kswapd sleeps; -1 where not known")
    @DataAmount
    public long highWatermarkBytes;

    @Label("Order 5 Unusable")
    @Description("Share of the free memory that lies in blocks too small for order 5 (the kernel's unusable free space"
            + " index)")
    @Percentage
    public float unusableIndex5;

    @Label("Order 9 Unusable")
    @Description("Share of the free memory that lies in blocks too small for order 9 (the kernel's unusable free space"
            + " index)")
    @Percentage
    public float unusableIndex9;

    @Label("Orders")
    @Description("Number of orders that this kernel has; orders from there on are 0")
    public int orders;

    @Label("Order 0")
    @Description("Free blocks of 2^0 pages")
    public int order0;

    @Label("Order 1")
    @Description("Free blocks of 2^1 pages")
    public int order1;

    @Label("Order 2")
    @Description("Free blocks of 2^2 pages")
    public int order2;

    @Label("Order 3")
    @Description("Free blocks of 2^3 pages")
    public int order3;

    @Label("Order 4")
    @Description("Free blocks of 2^4 pages")
    public int order4;

    @Label("Order 5")
    @Description("Free blocks of 2^5 pages")
    public int order5;

    @Label("Order 6")
    @Description("Free blocks of 2^6 pages")
    public int order6;

    @Label("Order 7")
    @Description("Free blocks of 2^7 pages")
    public int order7;

    @Label("Order 8")
    @Description("Free blocks of 2^8 pages")
    public int order8;

    @Label("Order 9")
    @Description("Free blocks of 2^9 pages")
    public int order9;

    @Label("Order 10")
    @Description("Free blocks of 2^10 pages")
    public int order10;

    @Label("Higher Orders")
    @Description("Free blocks of all orders above 10; 0 on kernels that have none")
    public int higherOrders;
}
