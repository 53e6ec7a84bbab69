// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** Failures since the agent's start by all that a monitoring system sorts them by: the rows add up to the total. */
final class LiveFailuresTable {
    private static final Shape SHAPE = new Shape("LiveFailures", "Failures of one kind, order and cause")
            .item("Kind", SimpleType.STRING, "What failed")
            .item("Order", SimpleType.INTEGER, "Order of the request; -1 where not known")
            .item("Cause", SimpleType.STRING, "Why it failed")
            .item("Failures", SimpleType.LONG, "Failures since the agent's start");
    static final TabularType TYPE = SHAPE.tableBy("Kind", "Order", "Cause");

    private LiveFailuresTable() {}

    static TabularData table(Map<FailureCounts.Key, Long> counts) {
        List<CompositeData> rows = new ArrayList<>(counts.size());
        counts.forEach((key, failures) ->
                rows.add(SHAPE.row(key.kind().name(), key.order(), key.cause().name(), failures)));
        return Shape.table(TYPE, rows);
    }
}
