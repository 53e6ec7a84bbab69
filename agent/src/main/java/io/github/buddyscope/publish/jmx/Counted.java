// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** A table of counts by one key. */
final class Counted {
    private final Shape shape;
    private final TabularType type;

    Counted(String key, OpenType<?> keyType, String about) {
        shape = new Shape("FailuresBy" + key, about)
                .item(key, keyType, about)
                .item("Failures", SimpleType.LONG, "Failures since the agent's start");
        type = shape.tableBy(key);
    }

    TabularType type() {
        return type;
    }

    TabularData table(Map<?, Long> counts) {
        List<CompositeData> rows = new ArrayList<>(counts.size());
        for (Map.Entry<?, Long> count : counts.entrySet()) {
            rows.add(shape.row(count.getKey(), count.getValue()));
        }
        return Shape.table(type, rows);
    }
}
