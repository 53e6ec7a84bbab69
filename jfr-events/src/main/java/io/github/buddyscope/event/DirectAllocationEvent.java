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

/** A large reservation of direct memory, on the thread that asked for it. */
@Name("buddyscope.DirectAllocation")
@Label("Direct Allocation")
@Description(
        "A direct buffer, or a segment of an automatic arena, of at least the threshold (option direct.threshold). The "
                + "stack begins with four frames of the hook's, above java.nio.Bits.tryReserveMemory")
@Category({"Buddyscope", "JVM"})
@Registered(false)
@StackTrace(true)
public final class DirectAllocationEvent extends Event {
    @Label("Size")
    @Description("Bytes reserved, without what page alignment adds")
    @DataAmount
    public long bytes;

    @Label("Pool Used")
    @Description("Memory that the JVM uses for direct buffers after this reservation; -1 where not known")
    @DataAmount
    public long poolUsed;

    @Label("Site")
    @Description(
            "First frame outside the JDK, or Netty's allocator and whom it allocates for; null where the stack wasn't "
                    + "sampled, as at high rates")
    public String site;

    @Label("Passed Over")
    @Description(
            "Allocations of at least the threshold since the event before that got none: 500 do at once, 100 a second in"
                    + " the long run, and any that is larger than the others of its second")
    public int passedOver;
}
