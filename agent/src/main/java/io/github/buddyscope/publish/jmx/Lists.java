// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenDataException;

/** Arrays of composites. */
final class Lists {
    private Lists() {}

    static ArrayType<CompositeData[]> typeOf(Shape shape) {
        try {
            return new ArrayType<>(1, shape.type());
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> CompositeData[] of(List<T> all, Function<T, CompositeData> data) {
        CompositeData[] rows = new CompositeData[all.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = data.apply(all.get(i));
        }
        return rows;
    }
}
