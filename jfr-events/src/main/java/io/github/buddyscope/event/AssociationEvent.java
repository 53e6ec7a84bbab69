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

/** Once a minute and activity: whether episodes coincide with it more often than by chance. */
@Name("buddyscope.Association")
@Label("Association")
@Description(
        "Whether episodes of failures coincide with what this JVM does more often than by chance, over all the time"
                + " watched; three activities are tested, each by itself. Coinciding is not causing")
@Category({"Buddyscope", "JVM"})
@Registered(false)
@StackTrace(false)
public final class AssociationEvent extends Event {
    @Label("Activity")
    @Description("GC pauses, direct-buffer bursts or heap growth")
    public String activity;

    @Label("Episodes")
    @Description("Episodes of failures in the time watched; a burst of lines is one")
    public int episodes;

    @Label("Coinciding")
    @Description("Of those, how many began within the activity, or as near to it as the clocks can tell")
    public int coinciding;

    @Label("Expected by Chance")
    @Description("How many would by chance; NaN where nothing could be tested")
    public double expected;

    @Label("Lift")
    @Description("How many times as many as by chance; NaN where nothing could be tested or none is expected")
    public double lift;

    @Label("P-Value")
    @Description("Probability of as many or more by chance, by circular shifts; NaN where nothing could be tested")
    public double pValue;

    @Label("Coverage")
    @Description("Share of the time watched in which an episode would have coincided")
    @Percentage
    public float coverage;

    @Label("Watched")
    @Description("Length of the time that the figures are of")
    @Timespan
    public long watched;

    @Label("Tolerance")
    @Description("How near to the activity counts as coinciding, for the clocks' errors")
    @Timespan
    public long tolerance;

    @Label("Sentence")
    @Description("The same in plain words")
    public String sentence;
}
