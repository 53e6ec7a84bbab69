// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.association.Association;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** The latest figures of each activity as a table. */
final class AssociationTable {
    private static final Shape SHAPE = new Shape(
                    "Associations", "Whether episodes coincide with an activity more often than by chance")
            .item("Activity", SimpleType.STRING, "GC pauses, direct-buffer bursts or heap growth")
            .item("Episodes", SimpleType.INTEGER, "Episodes of failures in the time watched; a burst of lines is one")
            .item("Coinciding", SimpleType.INTEGER, "Episodes that began within the activity")
            .item(
                    "Expected",
                    SimpleType.DOUBLE,
                    "How many episodes would by chance; null where nothing could be tested")
            .item("Lift", SimpleType.DOUBLE, "How many times as many as by chance")
            .item("PValue", SimpleType.DOUBLE, "Probability of as many or more by chance, by circular shifts")
            .item("Coverage", SimpleType.DOUBLE, "Share of the time in which an episode would have coincided, 0 to 1")
            .item("WatchedSeconds", SimpleType.DOUBLE, "Length of the time that the figures are of")
            .item("ToleranceMillis", SimpleType.DOUBLE, "How near to the activity counts as coinciding")
            .item("Sentence", TextLines.TYPE, "The same in plain words");
    static final TabularType TYPE = SHAPE.tableBy("Activity");

    private final Map<String, Association> latest = new LinkedHashMap<>();

    synchronized void add(Association association) {
        latest.put(association.activity(), association);
    }

    synchronized TabularData data() {
        List<CompositeData> rows = new ArrayList<>();
        for (Association a : latest.values()) {
            rows.add(SHAPE.row(
                    a.activity(),
                    a.episodes(),
                    a.coinciding(),
                    BeanTable.share(a.expected()),
                    BeanTable.share(a.lift()),
                    BeanTable.share(a.pValue()),
                    BeanTable.share(a.coverage()),
                    a.watchedNanos() / 1_000_000_000.0,
                    BeanTable.millis(a.toleranceNanos()),
                    TextLines.wrapped(a.sentence())));
        }
        return Shape.table(TYPE, rows);
    }
}
