// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.DirectProfile;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** Reservations by size, a row for each power of two that has any. */
final class DirectSizesTable {
    private final Shape shape = new Shape("AllocationSize", "Reservations of direct memory of one size")
            .item("UpToBytes", SimpleType.LONG, "Reservations of up to this many bytes and of more than half as many")
            .item("Allocations", SimpleType.LONG, "Reservations since the agent's start, each of them counted")
            .item("PeriodAllocations", SimpleType.LONG, "Reservations in the last period");

    private final TabularType type = shape.tableBy("UpToBytes");

    TabularType type() {
        return type;
    }

    TabularData table(DirectProfile profile) {
        if (profile == null) {
            return null;
        }
        List<CompositeData> rows = new ArrayList<>();
        for (int i = 0; i < profile.sizes().length; i++) {
            if (profile.sizes()[i] > 0) {
                long upTo = i == Long.SIZE - 1 ? Long.MAX_VALUE : 1L << i;
                rows.add(shape.row(upTo, profile.sizes()[i], profile.periodSizes()[i]));
            }
        }
        return Shape.table(type, rows);
    }
}
